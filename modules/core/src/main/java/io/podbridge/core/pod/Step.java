package io.podbridge.core.pod;

import java.util.List;

/** What a stage decides: the stage to be in, and what to do, in order. */
record Step(Stage next, List<Effect> effects) {

    static Step to(Stage next, Effect... effects) {
        return new Step(next, List.of(effects));
    }
}

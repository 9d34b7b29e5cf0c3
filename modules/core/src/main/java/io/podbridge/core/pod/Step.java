package io.podbridge.core.pod;

import java.util.ArrayList;
import java.util.List;

/** What a stage decides: the stage to be in, and what to do, in order. */
record Step(Stage next, List<Effect> effects) {

    static Step to(Stage next, Effect... effects) {
        return new Step(next, List.of(effects));
    }

    /** The same, with an effect more. */
    Step and(Effect effect) {
        var all = new ArrayList<>(effects);
        all.add(effect);
        return new Step(next, List.copyOf(all));
    }
}

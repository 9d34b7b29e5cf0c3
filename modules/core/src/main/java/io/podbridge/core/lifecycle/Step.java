package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.protocol.Effect;
import java.util.ArrayList;
import java.util.List;

/** A stage's decision: what is known from now on, the stage to be in, and what to do, in order. */
record Step(Known known, Stage next, List<Effect> effects) {

    /** The same, with an effect more. */
    Step and(Effect effect) {
        var all = new ArrayList<>(effects);
        all.add(effect);
        return new Step(known, next, List.copyOf(all));
    }
}

package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.protocol.Effect;
import java.util.List;

/** A decision: the state to be in, and what to do, in order. */
public record Transition(PodState next, List<Effect> effects) {}

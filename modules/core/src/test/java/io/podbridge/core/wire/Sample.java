package io.podbridge.core.wire;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.Manifest;
import io.podbridge.core.pod.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** A protocol with one of everything. */
sealed interface Sample extends Wire {

    /** Everything that is no value of the lifecycle. */
    record Everything(
            String text,
            int number,
            long bigNumber,
            double fraction,
            boolean flag,
            Instant at,
            Duration took,
            Optional<String> some,
            Optional<Duration> none,
            List<Shape> shapes,
            Map<String, Integer> counts,
            Manifest manifest,
            ActorRef<Sample> ref,
            Colour colour)
            implements Sample {}

    /** Nothing at all. */
    record Nothing() implements Sample {}

    /** What the lifecycle's events look like on their way. */
    record Event(PodEvent event) implements Sample {}

    /** A pod by itself. */
    record OnePod(Pod pod) implements Sample {}

    /** A sealed type with a parameter. */
    record Answer(Outcome<String> outcome) implements Sample {}

    /** An older or newer version of {@link Changed}. */
    record Before(String kept, String dropped) implements Sample {}

    /** What became of {@link Before}. */
    record Changed(String kept, Optional<String> added, int count) implements Sample {}

    /** A sealed component, with a level in between. */
    sealed interface Shape {}

    /** A leaf. */
    record Circle(double radius) implements Shape {}

    /** The level in between. */
    sealed interface Polygon extends Shape {}

    /** A leaf of a leaf, that holds others. */
    record Group(List<Shape> parts) implements Polygon {}

    /** An enum. */
    enum Colour {
        RED,
        GREEN
    }
}

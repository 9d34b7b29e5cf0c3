package io.podbridge.app.demo;

import java.time.Duration;
import java.util.Optional;

/** Something that a spectator wants to know. */
sealed interface DemoEvent {

    /** A replica was started, for the first time or again. */
    record Started(int replica, long pid, boolean again) implements DemoEvent {}

    /** A replica's JVM is gone; {@code again} is when it is started again, if it is. */
    record Ended(int replica, long pid, Ending how, Optional<Duration> again) implements DemoEvent {}

    /** A replica says that it now looks after the node: registers it, watches its pods. */
    record NodeServed(int replica) implements DemoEvent {}

    /** A replica says that another one's death is proven. */
    record ProvenDead(int replica, Optional<Integer> dead) implements DemoEvent {}

    /** A replica says why it stops. */
    record Stops(int replica, String reason) implements DemoEvent {}

    /** A pod looks different. */
    record PodChanged(String pod, String state) implements DemoEvent {}

    /** A pod's object is gone. */
    record PodGone(String pod) implements DemoEvent {}

    /** The node looks different. */
    record NodeChanged(String node, String state) implements DemoEvent {}
}

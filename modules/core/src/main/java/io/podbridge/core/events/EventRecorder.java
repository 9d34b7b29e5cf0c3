package io.podbridge.core.events;

import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.pod.PodId;
import java.time.Clock;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Writes Kubernetes Events; one per replica. */
public final class EventRecorder {

    private EventRecorder() {}

    /** What the recorder is told. */
    public sealed interface Command {}

    /** Something about a pod that its user should read. The reason is a CamelCase word. */
    public record Record(PodId pod, boolean warning, String reason, String message) implements Command {}

    /** Something about the node. */
    public record RecordNode(String nodeName, String nodeUid, boolean warning, String reason, String message)
            implements Command {}

    /** The behavior of a replica's recorder: {@code node} and {@code replica} say who reports. */
    public static Behavior<Command> create(
            KubeApi api, EventSettings settings, String node, String replica, Clock clock) {
        return Behaviors.ignore();
    }
}

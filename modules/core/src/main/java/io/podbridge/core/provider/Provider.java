package io.podbridge.core.provider;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.streams.ContainerAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A platform that runs pods.
 *
 * <p><b>Threading.</b> Methods are called from any thread, several at once, and must return at once: the answer comes
 * through the stage. There is never more than one {@code create}, {@code update} or {@code delete} of the same pod
 * under way from one replica, except that a delete may be repeated with a shorter grace, that it does not wait for a
 * create that is not answered within seconds (then another follows the create's answer), and that a create which was
 * not answered within {@code create-timeout} may be repeated. Another replica may repeat one that was cut off.
 *
 * <p><b>Idempotent by UID.</b> Every call may be repeated, by this replica or another, also after a crash half-way
 * through. A repeated create adopts what is there; a repeated delete waits for the end of the first.
 *
 * <p><b>Failures are values.</b> A stage that completes exceptionally is a bug of the provider; it is treated as
 * {@link ProviderFailure.Unavailable}.
 */
public interface Provider extends AutoCloseable {

    /** What this platform can do, constant while the provider lives. */
    Capabilities capabilities();

    /**
     * Makes the pod's containers, or adopts them if they exist. Completes as soon as the platform has taken the order
     * on; what comes of it is reported. The report says as much as is known by then.
     *
     * <p>Once the containers have ended for good, the provider ends the sidecars itself, with the pod's grace period.
     * The pod is over when its report shows that nothing runs any more.
     */
    CompletionStage<Outcome<PodReport>> create(PodRequest request);

    /** Brings what runs in line with a changed pod, as far as {@link Capabilities#updates()} says. */
    CompletionStage<Outcome<PodReport>> update(PodRequest request);

    /**
     * Stops the pod's containers (signal, grace, kill) and releases everything that belongs to it. Completes when that
     * is done, with the last report, which holds the exit codes if they are known; empty if there was nothing. A second
     * call with a shorter grace shortens the first.
     *
     * @param grace from now on; zero kills
     */
    CompletionStage<Outcome<Optional<PodReport>>> delete(PodId pod, Duration grace);

    /**
     * What these pods do now, in as few calls of the platform as it allows. A pod that the platform surely does not
     * have is missing from the answer; where that is not sure the outcome is a failure.
     */
    CompletionStage<Outcome<Map<String, PodReport>>> status(Set<String> uids);

    /**
     * Every pod that this provider holds for this node of this bridge, and for no other: what {@link #status} and
     * {@link #delete} would find. A list that may be incomplete is a failure, never a shorter list.
     */
    CompletionStage<Outcome<List<PodReport>>> list();

    /** Whether the platform answers at all. Called every few seconds; must be cheap. */
    CompletionStage<Outcome<Health>> ping();

    /**
     * From now on each change of a pod is given to the sink, in order for each pod, from any thread; at least of the
     * pods that this replica has asked to create, update or give the status of. Called at most once, before the first
     * create. A provider that cannot push does nothing here and is polled.
     */
    default void subscribe(Consumer<PodReport> changes) {}

    /** The way into its running containers; empty if the platform has none. */
    default Optional<ContainerAccess> access() {
        return Optional.empty();
    }

    /** What the node can hold, if the platform knows; otherwise the configuration says so. */
    default Optional<Map<String, String>> capacity() {
        return Optional.empty();
    }

    /** Where it keeps files of its pods on this machine, if it keeps any: the room there is watched. */
    default Optional<Path> directory() {
        return Optional.empty();
    }

    /**
     * This replica was put out of the cluster: the others start its replica-local pods again soon. Such containers are
     * killed at once, and nothing new is made. Remote ones go on, which is what happens here.
     */
    default void fence() {}

    /** Releases what the provider holds in this replica. Replica-local containers end here; remote ones go on. */
    @Override
    void close();
}

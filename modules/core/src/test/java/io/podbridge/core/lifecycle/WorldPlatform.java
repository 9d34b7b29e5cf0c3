package io.podbridge.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.RestartPolicy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The platform of a {@link World}, idempotent by UID: checks at each order that the pod runs once at most. */
final class WorldPlatform {

    /** What runs. */
    record Instance(int number, ContainerState state, int restarts, String image, Optional<String> replica) {}

    /** More losses that nobody saw than a story has steps: then anything may have been lost. */
    private static final int ANY_NUMBER = 500;

    @Nullable
    Instance instance;

    /** What the provider's actor has to tell the entity, oldest first. */
    final Deque<PodEvent> messages = new ArrayDeque<>();

    private final RestartPolicy policy;
    private final boolean local;
    private final WorldStore store;
    private final List<String> trace;
    private int instancesMade;
    private int unseenLosses;
    private int countedRestarts;
    private boolean deleteDone;

    /** Whether a deletion did not wait for the create that is under way: what that makes is deleted again. */
    private boolean overtaken;

    WorldPlatform(RestartPolicy policy, boolean local, WorldStore store, List<String> trace) {
        this.policy = policy;
        this.local = local;
        this.store = store;
        this.trace = trace;
    }

    /** The entity asks for it. */
    void asked(Effect.Create create) {
        assertThat(deleteDone && !store.wasSetBack())
                .as("created after it was deleted")
                .isFalse();
        create.restarts().values().forEach(count -> countedRestarts = Math.max(countedRestarts, count));
    }

    /** The entity asks for a deletion while its create is under way. */
    void overtaken() {
        overtaken = true;
    }

    /** The create that was under way is answered: what it made, if it was overtaken, goes. */
    void createEnded() {
        if (overtaken) {
            overtaken = false;
            instance = null;
        }
    }

    /** Nobody waits for the calls any more that were under way. */
    void forgotten() {
        overtaken = false;
        messages.clear();
    }

    /** The API server knows nothing of what has happened since some time. */
    void storeWasSetBack() {
        deleteDone = false;
        unseenLosses = ANY_NUMBER;
    }

    PodReport create(Pod pod, Map<String, Integer> restarts, int replica) {
        if (instance == null) {
            assertThat(deleteDone && !overtaken && !store.wasSetBack())
                    .as("made after it was deleted")
                    .isFalse();
            instancesMade += overtaken ? 0 : 1;
            assertThat(instancesMade).as("instances made").isLessThanOrEqualTo(1 + countedRestarts + unseenLosses);
            var where = local ? Optional.of("replica-" + replica) : Optional.<String>empty();
            var image = pod.spec().containers().getFirst().image();
            instance = new Instance(instancesMade, Pods.waiting(), restarts.getOrDefault("a", 0), image, where);
            messages.removeIf(PodEvent.Reported.class::isInstance);
        }
        // Only the replica that holds a local instance can adopt it; another would make a second.
        instance.replica()
                .ifPresent(where -> assertThat(where).as("where it runs").isEqualTo("replica-" + replica));
        return report().orElseThrow();
    }

    Optional<PodReport> update(Pod pod) {
        var old = instance;
        if (old != null) {
            var image = pod.spec().containers().getFirst().image();
            instance = new Instance(old.number(), old.state(), old.restarts(), image, old.replica());
        }
        return report();
    }

    PodEvent delete() {
        var last = report();
        instance = null;
        // One that is lost and never restarted is deleted too, though somebody still wants it.
        deleteDone |= store.unwanted();
        return new PodEvent.Deleted(last);
    }

    Optional<PodReport> report() {
        return Optional.ofNullable(instance)
                .map(it -> new PodReport(
                        Pods.ID,
                        List.of(),
                        List.of(Pods.status("a", it.restarts(), it.state())),
                        Optional.of("10.1.0." + it.number()),
                        it.replica()));
    }

    void progress(int which) {
        var old = instance;
        if (old == null) {
            return;
        }
        ContainerState state;
        int restarts = old.restarts();
        if (old.state() instanceof ContainerState.Waiting) {
            state = Pods.running();
        } else if (old.state() instanceof ContainerState.Running) {
            state = Pods.exited(which % 2);
        } else if (old.state() instanceof ContainerState.Terminated ended && policy.restarts(ended.exitCode())) {
            state = Pods.running();
            restarts++;
        } else {
            return;
        }
        instance = new Instance(old.number(), state, restarts, old.image(), old.replica());
        messages.add(new PodEvent.Reported(report().orElseThrow()));
    }

    /** The poll of a provider's actor. */
    void poll() {
        messages.add(report().<PodEvent>map(PodEvent.Reported::new).orElseGet(() -> new PodEvent.Vanished(Pods.ID)));
    }

    void loseInstance() {
        var lost = instance;
        if (lost == null) {
            return;
        }
        trace.add("LOST instance " + lost.number());
        var pod = store.object;
        boolean seen = pod != null
                && pod.status().containers().stream()
                        .anyMatch(container -> container.containerId().isPresent())
                && pod.status().containers().stream()
                        .allMatch(container -> container.restartCount() >= lost.restarts());
        unseenLosses += seen ? 0 : 1;
        instance = null;
        lost.replica().ifPresent(name -> messages.add(new PodEvent.ReplicaLost(Pods.ID, name)));
        messages.add(new PodEvent.Vanished(Pods.ID));
    }
}

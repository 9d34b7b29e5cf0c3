package io.podbridge.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.Condition;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.Deletion;
import io.podbridge.core.pod.Phase;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodStatus;
import io.podbridge.core.pod.RestartPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The API server of a {@link World}: one pod, whoever writes to it, and the watch that tells of it. */
final class WorldStore {
    /** More than how often the store is set back; a version's remainder says after how many of those it was made. */
    private static final int SETBACKS = 6;

    /** What the API server holds. */
    @Nullable
    Pod object;

    /** What its watch has to tell, oldest first. */
    final Deque<PodEvent> watch = new ArrayDeque<>();

    private final RestartPolicy policy;
    private final Supplier<Instant> clock;
    private final List<String> trace;
    private final List<Pod> past = new ArrayList<>();
    private long version = 1;
    private int setBacks;

    /** Whether somebody's finalizer holds the object. */
    private boolean held;

    WorldStore(RestartPolicy policy, Optional<Duration> deadline, Supplier<Instant> clock, List<String> trace) {
        this.policy = policy;
        this.clock = clock;
        this.trace = trace;
        object = Pods.pod("1", Pods.spec(policy, deadline, "nginx:1", "a"), PodStatus.none());
        past.add(object);
        watch.add(new PodEvent.Observed(object));
    }

    boolean wasSetBack() {
        return setBacks > 0;
    }

    /** Whether the pod is to end, or has no object any more. */
    boolean unwanted() {
        return object == null || object.deleting();
    }

    PodEvent read() {
        return object == null ? new PodEvent.NotThere(Pods.ID) : new PodEvent.Answered(object);
    }

    PodEvent confirm() {
        return object == null ? new PodEvent.Gone(Pods.ID) : new PodEvent.Observed(object);
    }

    PodEvent write(String base, PodStatus status) {
        var pod = object;
        if (pod == null) {
            return new PodEvent.StatusRefused(PodEvent.Refusal.NOT_FOUND, "", Optional.empty());
        }
        if (!pod.resourceVersion().equals(base)) {
            return new PodEvent.StatusRefused(PodEvent.Refusal.CONFLICT, "", Optional.empty());
        }
        if (!wasSetBack()) {
            forward(pod.status(), status);
        }
        change(pod.written(next(), status));
        return new PodEvent.StatusWritten(String.valueOf(version));
    }

    private static void forward(PodStatus before, PodStatus after) {
        assertThat(before.phase().terminal()).as("a terminal phase is the last").isFalse();
        assertThat(after.phase()).isGreaterThanOrEqualTo(before.phase());
        after.containers()
                .forEach(container -> ContainerStatus.find(before.containers(), container.name())
                        .ifPresent(old ->
                                assertThat(container.restartCount()).isGreaterThanOrEqualTo(old.restartCount())));
        assertThat(after).isNotEqualTo(before);
    }

    PodEvent remove() {
        boolean there = object != null;
        removeObject();
        return there
                ? new PodEvent.ObjectRemoved()
                : new PodEvent.ObjectNotRemoved(PodEvent.Refusal.NOT_FOUND, "", Optional.empty());
    }

    private void change(Pod pod) {
        object = pod;
        // A released object without a finalizer is none, and one with it is not what these set-backs are about.
        if (!pod.released()) {
            past.add(pod);
        }
        watch.add(new PodEvent.Observed(pod));
    }

    private void removeObject() {
        var pod = object;
        if (pod != null && held) {
            if (!pod.released()) {
                change(Pods.with(pod, next(), new Deletion(clock.get(), Duration.ZERO, true)));
            }
        } else if (pod != null) {
            object = null;
            watch.add(new PodEvent.Gone(Pods.ID));
        }
    }

    private String next() {
        version += SETBACKS;
        return String.valueOf(version);
    }

    /**
     * The store is set back to what it held some versions ago; what was made since is not in it. False if that was
     * often enough.
     */
    boolean setBack(int which) {
        if (setBacks == SETBACKS - 2) {
            return false;
        }
        setBacks++;
        int to = which % past.size();
        object = past.get(to);
        // Another future has other versions: that two of them have one number for one pod is too rare to matter.
        version = Long.parseLong(object.resourceVersion()) / SETBACKS * SETBACKS + 1 + setBacks;
        while (past.size() > to + 1) {
            past.removeLast();
        }
        trace.add("SET BACK to v" + version);
        watch.clear();
        return true;
    }

    void user(int which) {
        var pod = object;
        if (pod == null || pod.released()) {
            return;
        }
        held |= which % 7 == 6 && !pod.deleting();
        switch (which % 4) {
            case 0 -> change(Pods.deleted(pod, next(), clock.get().plusSeconds(30)));
            case 1 -> change(Pods.deleted(pod, next(), clock.get().plusSeconds(1)));
            case 2 ->
                change(Pods.with(pod, next(), Pods.spec(policy, pod.spec().activeDeadline(), "nginx:" + version, "a")));
            default -> {
                trace.add("FORCE DELETE");
                removeObject();
            }
        }
    }

    /** Somebody else writes to the pod. */
    void meddle(int which) {
        var pod = object;
        if (pod == null) {
            return;
        }
        var status = pod.status();
        var conditions = status.conditions().stream()
                .map(condition -> new Condition(condition.type(), false, "NodeNotReady", "", Optional.of(clock.get())))
                .toList();
        boolean ends = which % 5 == 0 && !status.phase().terminal();
        change(pod.written(
                next(),
                new PodStatus(
                        ends ? Phase.FAILED : status.phase(),
                        status.reason(),
                        status.message(),
                        which % 2 == 0 ? status.conditions() : conditions,
                        status.initContainers(),
                        status.containers(),
                        status.hostIp(),
                        status.podIp(),
                        status.startTime(),
                        status.observedGeneration())));
    }

    void deleteNow() {
        var pod = object;
        if (pod != null && !pod.deleting()) {
            change(Pods.deleted(pod, next(), clock.get().plusSeconds(30)));
        }
    }

    /** The finalizer is taken away: the API server removes an object that it was told to remove. */
    void release() {
        held = false;
        var pod = object;
        if (pod != null && pod.released()) {
            removeObject();
        }
    }
}

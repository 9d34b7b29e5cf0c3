package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.pod.Bounds;
import io.podbridge.core.pod.Deletion;
import io.podbridge.core.pod.Pod;
import java.time.Duration;
import java.time.Instant;

/**
 * The time that a deleted pod still has.
 *
 * @param ordered the deletion as the platform was told it
 * @param until when the grace period is over, by {@link LifecycleContext#steady()}
 */
record GracePeriod(Deletion ordered, Instant until) {
    /** RFC 3339 timestamps of Kubernetes ({@code metav1.Time}) carry whole seconds, cut off. */
    private static final Duration TIMESTAMP_RESOLUTION = Duration.ofSeconds(1);

    /**
     * The deletion was seen to begin: the grace period is counted from here by our own steady clock, as a kubelet
     * counts it. No clock that is wrong can take any of it away.
     */
    static GracePeriod begun(Pod pod, LifecycleContext context) {
        var deletion = deletion(pod, context);
        return new GracePeriod(deletion, context.steady().plus(deletion.grace()));
    }

    /**
     * The deletion was found: what is left of the grace period, whichever replica began it, by the API server's clock.
     * {@code at} has lost its part of a second on the wire, so a whole one is added.
     */
    static GracePeriod found(Pod pod, LifecycleContext context) {
        var deletion = deletion(pod, context);
        var left = Duration.between(context.serverNow(), deletion.at().plus(TIMESTAMP_RESOLUTION));
        var atMost = left.compareTo(deletion.grace()) > 0 ? deletion.grace() : left;
        return new GracePeriod(deletion, context.steady().plus(atMost));
    }

    /** Whether the pod is to end sooner by now. */
    boolean longerThan(Pod newer) {
        return newer.deletion()
                .filter(deletion -> deletion.at().isBefore(ordered.at()))
                .isPresent();
    }

    /** The API server counts a shorter grace period from where it had counted the longer one. */
    GracePeriod shortened(Pod newer, LifecycleContext context) {
        var deletion = deletion(newer, context);
        return new GracePeriod(deletion, until.minus(Duration.between(deletion.at(), ordered.at())));
    }

    /** The rest of it, at least nothing. */
    Duration left(LifecycleContext context) {
        return Bounds.wait(Duration.between(context.steady(), until));
    }

    private static Deletion deletion(Pod pod, LifecycleContext context) {
        return pod.deletion().orElseGet(() -> new Deletion(context.serverNow(), Duration.ZERO));
    }
}

package io.podbridge.core.lifecycle.publication;

import io.podbridge.core.lifecycle.protocol.BackOff;
import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.Notes;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.lifecycle.protocol.Timer;
import io.podbridge.core.pod.PodStatus;
import java.util.List;
import java.util.Optional;

/**
 * The publication of a pod's status to the API server. At most one write at a time; what the API server holds is
 * {@link Pod#status()} of the stage's pod.
 *
 * @param inFlight the write that has not been answered yet
 * @param hold why no write may begin
 * @param failures how often the API server did not answer in a row
 * @param drifts how often somebody else wrote our fields since we last had something new to say
 * @param written what was written last
 * @param refused what the API server will never take
 */
public record Publication(
        Optional<Write> inFlight,
        Hold hold,
        int failures,
        int drifts,
        Optional<PodStatus> written,
        Optional<PodStatus> refused) {

    /** A write, and the version that fences it. */
    public record Write(String base, PodStatus status) {}

    /** Why no write may begin. */
    public enum Hold {
        /** Nothing is in the way. */
        NONE,
        /** The pod has another version, and it has not been seen yet. */
        CONFLICT,
        /** It is being read. */
        READING,
        /** The API server did not answer. */
        FAILURE,
        /** Somebody else writes our fields over and over. */
        DRIFT
    }

    /** Nothing is under way. */
    public static Publication idle() {
        return new Publication(Optional.empty(), Hold.NONE, 0, 0, Optional.empty(), Optional.empty());
    }

    /** A newer version was seen: the end of a conflict, or somebody else's hand in our fields. */
    public Change observed(PodStatus before, PodStatus after, LifecycleContext context) {
        if (hold == Hold.CONFLICT || hold == Hold.READING) {
            return new Change(holding(Hold.NONE), List.of(new Effect.Cancel(Timer.PUBLISH)));
        }
        boolean ours = inFlight.isPresent() || written.isEmpty();
        if (ours || StatusShape.same(before, after)) {
            return new Change(this, List.of());
        }
        var drifted = new Publication(inFlight, hold, failures, drifts + 1, written, refused);
        if (drifts == 0 || hold != Hold.NONE) {
            return new Change(drifted, List.of());
        }
        var delay = BackOff.delay(drifts, Optional.empty(), context);
        return new Change(drifted.holding(Hold.DRIFT), List.of(new Effect.Wait(Timer.PUBLISH, delay)));
    }

    /** The version that is known already was seen again, which may be the answer to a read. */
    public Publication seenAgain() {
        return hold == Hold.READING ? holding(Hold.NONE) : this;
    }

    /** The write is in. */
    public Publication accepted() {
        return new Publication(Optional.empty(), Hold.NONE, 0, drifts, written, Optional.empty());
    }

    /** The write is not in. After {@code NOT_FOUND} the pod is being read. */
    public Change rejected(Write write, PodEvent.StatusRefused event, String known, LifecycleContext context) {
        return switch (event.refusal()) {
            case CONFLICT -> conflict(write, known, context);
            case NOT_FOUND -> new Change(unheld().holding(Hold.READING), List.of());
            case INVALID ->
                new Change(
                        new Publication(Optional.empty(), Hold.NONE, 0, drifts, written, Optional.of(write.status())),
                        List.of(Notes.statusRefused(event.message())));
            case UNAVAILABLE -> {
                var failed = new Publication(Optional.empty(), Hold.FAILURE, failures + 1, drifts, written, refused);
                var delay = BackOff.delay(failures + 1, event.retryAfter(), context);
                yield new Change(failed, List.of(new Effect.Wait(Timer.PUBLISH, delay)));
            }
        };
    }

    private Change conflict(Write write, String known, LifecycleContext context) {
        var open = unheld();
        // The newer version has been seen already.
        if (!write.base().equals(known)) {
            return new Change(open, List.of());
        }
        var timer = new Effect.Wait(Timer.PUBLISH, context.settings().conflictWait());
        return new Change(open.holding(Hold.CONFLICT), List.of(timer));
    }

    /** {@link Timer#PUBLISH} is due. */
    public Change due() {
        return switch (hold) {
            case CONFLICT -> new Change(holding(Hold.READING), List.of(new Effect.Read()));
            case FAILURE, DRIFT -> new Change(holding(Hold.NONE), List.of());
            case NONE, READING -> new Change(this, List.of());
        };
    }

    /** The read was not answered. */
    public Change readFailed(LifecycleContext context) {
        if (hold != Hold.READING) {
            return new Change(this, List.of());
        }
        var failed = new Publication(inFlight, Hold.CONFLICT, failures + 1, drifts, written, refused);
        var delay = BackOff.delay(failures + 1, Optional.empty(), context);
        return new Change(failed, List.of(new Effect.Wait(Timer.PUBLISH, delay)));
    }

    /** Whether this may be written now. What is new is not held up because others meddled with what was old. */
    public boolean open(PodStatus desired) {
        return inFlight.isEmpty() && (hold == Hold.NONE || (hold == Hold.DRIFT && !says(written, desired)));
    }

    /** Whether the API server said that it will never take this. */
    public boolean refuses(PodStatus desired) {
        return says(refused, desired);
    }

    /** With this write under way. */
    public Publication writing(String base, PodStatus status) {
        int repeated = says(written, status) ? drifts : 0;
        return new Publication(
                Optional.of(new Write(base, status)),
                Hold.NONE,
                failures,
                repeated,
                Optional.of(status),
                Optional.empty());
    }

    private static boolean says(Optional<PodStatus> one, PodStatus other) {
        return one.filter(status -> StatusShape.same(status, other)).isPresent();
    }

    private Publication unheld() {
        return new Publication(Optional.empty(), Hold.NONE, failures, drifts, written, refused);
    }

    private Publication holding(Hold why) {
        return new Publication(inFlight, why, failures, drifts, written, refused);
    }

    /** A change of the publication, and what is to be done. */
    public record Change(Publication next, List<Effect> effects) {}
}

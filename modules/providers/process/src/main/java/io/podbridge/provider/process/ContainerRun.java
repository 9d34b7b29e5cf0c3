package io.podbridge.provider.process;

import io.podbridge.core.pod.ContainerState.Terminated;
import io.podbridge.core.pod.RestartPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A container of a pod: what it does, and what it has done.
 *
 * @param name as in the spec
 * @param image as in the spec; shown only
 * @param kind when it runs, and when again
 * @param stage what it does now
 * @param starts how often it was started here
 * @param earlierRestarts how often it was started again before the pod was made here
 * @param id of its last start, if it was started
 * @param last how it ended, if it was or is to be started again
 * @param backOff how long it waits after its next end
 */
record ContainerRun(
        String name,
        String image,
        Kind kind,
        Stage stage,
        int starts,
        int earlierRestarts,
        Optional<String> id,
        Optional<Terminated> last,
        BackOff backOff) {

    /** When a container runs. */
    enum Kind {
        /** Before the others, until it succeeds. */
        INIT,
        /** From its turn among the init containers on, until the others have ended. */
        SIDECAR,
        /** Once the init containers have succeeded. */
        MAIN
    }

    /** What has been sent to a container to end it; each is stronger than the one before. */
    enum Sent {
        /** Nothing. */
        NOTHING,
        /** The request to stop. */
        TERM,
        /** The kill. */
        KILL
    }

    /** What a container does. */
    sealed interface Stage {
        /** Its turn has not come. */
        record Waiting() implements Stage {}

        /** It is being started. */
        record Starting(Sent sent) implements Stage {}

        /** It runs; since when, as shown to people and by the clock that the plan goes by. */
        record Running(Instant startedAt, Instant since, Sent sent) implements Stage {}

        /** It has ended and waits to be started again. */
        record BackingOff(Instant until, Duration delay) implements Stage {}

        /** It has ended and will not be started again. */
        record Ended(Terminated how) implements Stage {}
    }

    /** One that waits for its turn. */
    static ContainerRun waiting(String name, String image, Kind kind, int earlierRestarts) {
        return new ContainerRun(
                name,
                image,
                kind,
                new Stage.Waiting(),
                0,
                earlierRestarts,
                Optional.empty(),
                Optional.empty(),
                BackOff.none());
    }

    /** Whether it has a process, or is about to have one. */
    boolean live() {
        return stage instanceof Stage.Starting || stage instanceof Stage.Running;
    }

    /** Whether the init containers behind it, or the others, may be started. */
    boolean passed() {
        return switch (kind) {
            case INIT -> stage instanceof Stage.Ended ended && ended.how().exitCode() == 0;
            case SIDECAR -> id.isPresent();
            case MAIN -> true;
        };
    }

    /** Whether it is started again after it ended like this. */
    boolean startsAgain(int exitCode, RestartPolicy policy) {
        return switch (kind) {
            case INIT -> exitCode != 0 && policy != RestartPolicy.NEVER;
            case SIDECAR -> true;
            case MAIN -> policy.restarts(exitCode);
        };
    }

    /** How often it was started again. */
    int restartCount() {
        return earlierRestarts + Math.max(0, starts - 1);
    }

    ContainerRun with(Stage next) {
        return new ContainerRun(name, image, kind, next, starts, earlierRestarts, id, last, backOff);
    }

    ContainerRun started(String newId, Stage next) {
        return new ContainerRun(
                name, image, kind, next, starts + 1, earlierRestarts, Optional.of(newId), last, backOff);
    }

    /** Ended without ever having run: the start itself counts. */
    ContainerRun countStart() {
        return new ContainerRun(name, image, kind, stage, starts + 1, earlierRestarts, id, last, backOff);
    }

    ContainerRun backingOff(Terminated how, Stage next, BackOff nextBackOff) {
        return new ContainerRun(name, image, kind, next, starts, earlierRestarts, id, Optional.of(how), nextBackOff);
    }
}

package io.podbridge.core.status;

import io.podbridge.core.health.HealthBoard;
import io.podbridge.core.health.Part;
import io.podbridge.core.health.PartState;

/**
 * Says on the replica's board whether the API server answers to writes about pods, and, where it does not, whether it
 * answers to a read: then it is there, and an admission webhook is not. Not thread-safe.
 */
final class WriterHealth {
    private static final String WELL = "the API server takes writes about pods";
    private static final String UNANSWERED =
            "the API server does not answer to writes about pods: check it, and its admission webhooks";
    private static final String READ = "the API server answers to requests about pods";
    private static final String UNREAD =
            "the API server answers neither to writes nor to reads of pods: check the way to it";

    private final HealthBoard board;
    private boolean well = true;
    private boolean reading;

    WriterHealth(HealthBoard board) {
        this.board = board;
        board.report(Part.WRITER, PartState.OK, WELL);
        board.report(Part.REQUESTS, PartState.OK, READ);
    }

    /**
     * A write was answered, be it with a refusal; or none is under way or waits, so that nothing is known to be wrong.
     */
    void answered() {
        if (!well) {
            well = true;
            board.report(Part.WRITER, PartState.OK, WELL);
            board.report(Part.REQUESTS, PartState.OK, READ);
        }
    }

    /** A write had no answer. Whether to read something now, whose result is to be told. */
    boolean unanswered() {
        well = false;
        board.report(Part.WRITER, PartState.DEGRADED, UNANSWERED);
        boolean read = !reading;
        reading = true;
        return read;
    }

    /** The read has ended. */
    void read(boolean answered) {
        reading = false;
        if (!well) {
            board.report(Part.REQUESTS, answered ? PartState.OK : PartState.DEGRADED, answered ? READ : UNREAD);
        }
    }
}

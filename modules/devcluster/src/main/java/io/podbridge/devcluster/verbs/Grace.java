package io.podbridge.devcluster.verbs;

import io.podbridge.devcluster.api.DeleteOptions;
import io.podbridge.devcluster.json.Json;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a request for deletion means to an object's grace period ({@code rest.BeforeDelete}, and the pod strategy's
 * {@code CheckGracefulDelete}). Only pods have one.
 */
sealed interface Grace {
    /** It has none, or it is over: the object goes as soon as no finalizer keeps it. */
    record None() implements Grace {}

    /** It runs, and the request does not shorten it. */
    record Running() implements Grace {}

    /**
     * It begins, or is shortened.
     *
     * @param first whether it is the first request
     * @param seconds 0 for a deletion that follows at once
     */
    record Until(Instant end, long seconds, boolean first) implements Grace {}

    static Grace of(ObjectNode pod, DeleteOptions options, Instant now) {
        Metadata metadata = Metadata.of(pod);
        if (!metadata.deleting()) {
            long seconds = seconds(pod, options);
            return new Until(now.plusSeconds(seconds), seconds, true);
        }
        long running = notNegative(metadata.graceSeconds().orElse(0));
        if (running == 0) {
            return new None();
        }
        return options.graceSeconds()
                .map(Grace::notNegative)
                .filter(wanted -> wanted < running)
                .<Grace>map(wanted -> shortened(metadata, running, wanted, now))
                .orElseGet(Running::new);
    }

    private static Grace shortened(Metadata metadata, long running, long wanted, Instant now) {
        Instant end = Instant.parse(metadata.text("deletionTimestamp"))
                .minusSeconds(running)
                .plusSeconds(wanted);
        return end.isBefore(now) ? new Until(now, Math.min(wanted, 1), false) : new Until(end, wanted, false);
    }

    private static long seconds(ObjectNode pod, DeleteOptions options) {
        String phase = Json.text(pod, "status", "phase");
        if (Json.text(pod, "spec", "nodeName").isEmpty() || phase.equals("Failed") || phase.equals("Succeeded")) {
            return 0;
        }
        return notNegative(options.graceSeconds()
                .orElseGet(() ->
                        Json.number(pod, "spec", "terminationGracePeriodSeconds").orElse(0)));
    }

    private static long notNegative(long seconds) {
        return seconds < 0 ? 1 : seconds;
    }
}

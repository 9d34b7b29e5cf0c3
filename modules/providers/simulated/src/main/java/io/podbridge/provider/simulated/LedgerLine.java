package io.podbridge.provider.simulated;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.podbridge.core.pod.PodId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * A line of the ledger: what was done to a pod, by whom.
 *
 * @param at when, to the millisecond, never before the line above
 * @param node whose pod it is; with the bridge and the UID the key of an instance
 * @param replica who asked
 * @param plan of a pod that was created or updated
 * @param grace of a deletion, milliseconds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LedgerLine(
        Instant at,
        Operation op,
        String uid,
        String namespace,
        String name,
        String node,
        String bridge,
        String replica,
        @Nullable PodPlan plan,
        @Nullable Long grace) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ObjectWriter WRITER = JSON.writerFor(LedgerLine.class);
    private static final ObjectReader READER = JSON.readerFor(LedgerLine.class);

    /** What was done. */
    enum Operation {
        /** An instance was made. Twice for the same UID is a duplicate, unless a restart was counted. */
        @JsonProperty("created")
        CREATED,
        /** It was there already, and nothing was made. */
        @JsonProperty("create-repeated")
        CREATE_REPEATED,
        /** Its containers were asked to stop; what is left after the grace is killed and the instance released. */
        @JsonProperty("deleted")
        DELETED,
        /** It was being deleted, or was not there. A shorter grace counts. */
        @JsonProperty("delete-repeated")
        DELETE_REPEATED,
        /** What runs was changed. */
        @JsonProperty("updated")
        UPDATED
    }

    PodId pod() {
        return new PodId(uid, namespace, name);
    }

    Optional<PodPlan> plans() {
        return Optional.ofNullable(plan);
    }

    /** Whether it asks for the end of what is there. */
    boolean ends() {
        return op == Operation.DELETED || op == Operation.DELETE_REPEATED;
    }

    long graceMillis() {
        return grace == null ? 0 : grace;
    }

    /** As JSON, without a line break at its end or within. */
    byte[] json() {
        return WRITER.writeValueAsBytes(this);
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @throws JacksonException if it is not that
     */
    static LedgerLine of(byte[] bytes, int from, int length) {
        return READER.readValue(bytes, from, length);
    }
}

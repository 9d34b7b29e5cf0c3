package io.podbridge.provider.simulated;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A call of the cloud's control API. */
enum Call {
    @JsonProperty("create")
    CREATE,
    @JsonProperty("update")
    UPDATE,
    @JsonProperty("delete")
    DELETE,
    @JsonProperty("status")
    STATUS,
    @JsonProperty("list")
    LIST,
    @JsonProperty("ping")
    PING;

    /** Its name in settings, annotations and the ledger. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The call of that name.
     *
     * @throws IllegalArgumentException if there is none; the message names all
     */
    static Call of(String text) {
        return Arrays.stream(values())
                .filter(call -> call.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is none of "
                        + Arrays.stream(values()).map(Call::text).collect(Collectors.joining(", "))));
    }
}

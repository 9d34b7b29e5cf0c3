package io.podbridge.devcluster.api;

import java.util.function.Consumer;

/**
 * What accompanies a write.
 *
 * @param fieldManager who writes, for {@code managedFields}
 * @param force server-side apply: take fields over from other managers
 * @param warnings takes what the client is to be warned of ({@code Warning} headers)
 */
public record WriteOptions(
        boolean dryRun,
        String fieldManager,
        FieldValidation validation,
        boolean force,
        String user,
        Consumer<String> warnings) {

    /** How unknown and duplicate fields are met. */
    public enum FieldValidation {
        IGNORE,
        WARN,
        STRICT
    }

    /** For the server's own controllers. */
    public static WriteOptions of(String controller) {
        return new WriteOptions(false, controller, FieldValidation.IGNORE, false, controller, warning -> {});
    }
}

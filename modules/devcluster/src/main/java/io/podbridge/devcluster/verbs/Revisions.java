package io.podbridge.devcluster.verbs;

import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.ApiFailure.Details;
import io.podbridge.devcluster.api.Failures;
import java.util.OptionalLong;

/** Reads resourceVersions as Go's {@code strconv.ParseUint} does. */
final class Revisions {
    private Revisions() {}

    /**
     * That of a watch; 0 for none.
     *
     * @throws ApiFailure 500: the storage's own error reaches the client as it is
     */
    static long ofWatch(String text) {
        return parse(text)
                .orElseThrow(() -> new ApiFailure(500, "", "resourceVersion: " + invalid(text), Details.NONE));
    }

    /**
     * That of a list; 0 for none.
     *
     * @throws ApiFailure 400
     */
    static long ofList(String text) {
        return parse(text)
                .orElseThrow(() -> Failures.badRequest("invalid resource version: resourceVersion: " + invalid(text)));
    }

    private static OptionalLong parse(String text) {
        if (text.isEmpty()) {
            return OptionalLong.of(0);
        }
        try {
            long revision = text.charAt(0) == '+' ? -1 : Long.parseLong(text);
            return revision < 0 ? OptionalLong.empty() : OptionalLong.of(revision);
        } catch (NumberFormatException malformed) {
            return OptionalLong.empty();
        }
    }

    private static String invalid(String text) {
        return "Invalid value: \"" + text + "\": strconv.ParseUint: parsing \"" + text + "\": invalid syntax";
    }
}

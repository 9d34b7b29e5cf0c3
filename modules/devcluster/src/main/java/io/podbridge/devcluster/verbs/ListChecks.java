package io.podbridge.devcluster.verbs;

import io.podbridge.devcluster.api.ApiFailure.Cause;
import io.podbridge.devcluster.api.Failures;
import io.podbridge.devcluster.api.ListOptions;
import io.podbridge.devcluster.api.WatchOptions;
import java.util.ArrayList;
import java.util.List;

/** What may not stand together in a query ({@code apis/meta/internalversion/validation}). */
final class ListChecks {
    private static final String MATCH = "resourceVersionMatch";

    private ListChecks() {}

    static void check(ListOptions options) {
        List<Cause> causes = new ArrayList<>();
        String match = options.resourceVersionMatch();
        if (!match.isEmpty()) {
            if (options.resourceVersion().isEmpty()) {
                causes.add(forbidden("resourceVersionMatch is forbidden unless resourceVersion is provided"));
            }
            if (!options.continueToken().isEmpty()) {
                causes.add(forbidden("resourceVersionMatch is forbidden when continue is provided"));
            }
            if (!match.equals("Exact") && !match.equals("NotOlderThan")) {
                causes.add(unsupported(match));
            }
            if (match.equals("Exact") && options.resourceVersion().equals("0")) {
                causes.add(forbidden("resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""));
            }
        }
        refuse(causes);
        if (!options.continueToken().isEmpty()
                && !options.resourceVersion().isEmpty()
                && !options.resourceVersion().equals("0")) {
            throw Failures.badRequest("specifying resource version is not allowed when using continue");
        }
    }

    static void check(WatchOptions options) {
        List<Cause> causes = new ArrayList<>();
        String match = options.resourceVersionMatch();
        if (options.initialEvents() && match.isEmpty()) {
            causes.add(forbidden("sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
        }
        if (!options.initialEvents() && !match.isEmpty()) {
            causes.add(forbidden("resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"));
        }
        if (!match.isEmpty() && !match.equals("NotOlderThan")) {
            causes.add(new Cause(
                    MATCH, "FieldValueNotSupported", "Unsupported value: \"" + match + "\": supported values: \"NotOlderThan\""));
        }
        refuse(causes);
    }

    private static void refuse(List<Cause> causes) {
        if (!causes.isEmpty()) {
            throw Failures.invalid("meta.k8s.io", "ListOptions", "", causes);
        }
    }

    private static Cause forbidden(String why) {
        return new Cause(MATCH, "FieldValueForbidden", "Forbidden: " + why);
    }

    private static Cause unsupported(String match) {
        return new Cause(
                MATCH,
                "FieldValueNotSupported",
                "Unsupported value: \"" + match + "\": supported values: \"Exact\", \"NotOlderThan\", \"\"");
    }
}

package io.podbridge.devcluster.proxy;

import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.Failures;
import io.podbridge.devcluster.request.Query;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says to the kubelet what the client asks of the API server: the same, in other words. */
final class KubeletQuery {
    private static final Map<String, String> STREAMS =
            Map.of("stdin", "input", "stdout", "output", "stderr", "error", "tty", "tty");
    private static final List<String> LOG_FLAGS = List.of("follow", "previous", "timestamps");
    private static final List<String> LOG_VALUES =
            List.of("sinceSeconds", "sinceTime", "tailLines", "limitBytes", "stream");

    private KubeletQuery() {}

    /** Of exec and attach. Absent standard output and error mean no, as the client library always says. */
    static String streams(Query query) {
        var parts = new ArrayList<String>();
        for (var name : List.of("stdin", "stdout", "stderr", "tty")) {
            if (query.flag(name)) {
                parts.add(STREAMS.get(name) + "=1");
            }
        }
        query.all("command").forEach(word -> parts.add("command=" + encode(word)));
        return joined(parts);
    }

    static String portForward(Query query) {
        var ports = query.all("ports");
        return ports.isEmpty() ? "" : "?port=" + encode(String.join(",", ports));
    }

    /** @throws ApiFailure 422 for impossible numbers */
    static String log(String pod, Query query) {
        validate(pod, query);
        var parts = new ArrayList<String>();
        LOG_FLAGS.stream().filter(query::flag).forEach(name -> parts.add(name + "=true"));
        LOG_VALUES.stream()
                .filter(name -> !query.get(name).isEmpty())
                .forEach(name -> parts.add(name + "=" + encode(query.get(name))));
        return joined(parts);
    }

    private static void validate(String pod, Query query) {
        var causes = new ArrayList<ApiFailure.Cause>();
        require(query, "tailLines", 0, "must be greater than or equal to 0", causes);
        require(query, "limitBytes", 1, "must be greater than 0", causes);
        if (!query.get("sinceSeconds").isEmpty() && !query.get("sinceTime").isEmpty()) {
            causes.add(new ApiFailure.Cause(
                    "",
                    "FieldValueForbidden",
                    "Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified"));
        } else {
            require(query, "sinceSeconds", 1, "must be greater than 0", causes);
        }
        if (!causes.isEmpty()) {
            throw Failures.invalid("", "PodLogOptions", pod, causes);
        }
    }

    private static void require(Query query, String name, long least, String rule, List<ApiFailure.Cause> causes) {
        try {
            query.number(name)
                    .filter(value -> value < least)
                    .ifPresent(value -> causes.add(
                            new ApiFailure.Cause(name, "FieldValueInvalid", "Invalid value: " + value + ": " + rule)));
        } catch (IllegalArgumentException e) {
            throw Failures.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private static String joined(List<String> parts) {
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}

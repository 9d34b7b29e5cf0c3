package io.podbridge.app.bridge;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many requests kube-apiserver has answered since its start, by its own count. */
final class ApiServerMetrics {
    private static final Pattern REQUESTS = Pattern.compile("^apiserver_request_total\\{(.*)} ([0-9.e+]+)$");

    private final String text;

    private ApiServerMetrics(String text) {
        this.text = text;
    }

    static ApiServerMetrics of(KubernetesClient admin) {
        return new ApiServerMetrics(admin.raw("/metrics"));
    }

    /** Requests with this verb, resource and subresource ("" for none), whatever the answer was. */
    long requests(String verb, String resource, String subresource) {
        return count(labels -> has(labels, "verb", verb)
                && has(labels, "resource", resource)
                && has(labels, "subresource", subresource));
    }

    /** The same, answered with this code. */
    long requests(String verb, String resource, String subresource, int code) {
        return count(labels -> has(labels, "verb", verb)
                && has(labels, "resource", resource)
                && has(labels, "subresource", subresource)
                && has(labels, "code", String.valueOf(code)));
    }

    private long count(Predicate<String> wanted) {
        return text.lines()
                .map(REQUESTS::matcher)
                .filter(Matcher::matches)
                .filter(match -> wanted.test(match.group(1)))
                .mapToLong(match -> (long) Double.parseDouble(match.group(2)))
                .sum();
    }

    private static boolean has(String labels, String name, String value) {
        return labels.contains(name + "=\"" + value + "\"");
    }
}

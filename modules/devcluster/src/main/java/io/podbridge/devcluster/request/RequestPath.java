package io.podbridge.devcluster.request;

import io.podbridge.devcluster.resource.GroupVersion;
import java.util.Arrays;
import java.util.List;

/** What the path of a request names (k8s.io/apiserver pkg/endpoints/request/requestinfo.go). */
public sealed interface RequestPath {

    /**
     * Objects of some kind, which may or may not exist.
     *
     * @param namespace empty for none; that of a Namespace is its own name
     * @param name empty for all
     * @param subresource empty for the object itself
     * @param rest what follows the subresource, undecoded and with its leading slash; empty if nothing does
     * @param watch whether it is the old form {@code /api/v1/watch/…}
     */
    record Resource(
            GroupVersion groupVersion,
            String namespace,
            String plural,
            String name,
            String subresource,
            String rest,
            boolean watch)
            implements RequestPath {}

    /** Anything else: {@code /healthz}, {@code /apis}, nonsense. */
    record Other(String path) implements RequestPath {}

    List<String> NAMESPACE_SUBRESOURCES = List.of("status", "finalize");

    /** @param raw the path of a URL, still percent-encoded, without query */
    static RequestPath parse(String raw) {
        var other = new Other(decode(raw));
        var segments = List.of(raw.replaceFirst("^/+", "").split("/", -1));
        if (segments.size() < 3 || segments.get(2).isEmpty()) {
            return other;
        }
        return switch (segments.get(0)) {
            case "api" -> resource(new GroupVersion("", segments.get(1)), segments, 2, other);
            case "apis" ->
                segments.size() < 4 || segments.get(3).isEmpty()
                        ? other
                        : resource(new GroupVersion(segments.get(1), segments.get(2)), segments, 3, other);
            default -> other;
        };
    }

    private static RequestPath resource(GroupVersion groupVersion, List<String> segments, int from, Other other) {
        var at = from;
        var watch = segments.get(at).equals("watch");
        if (watch) {
            at++;
        }
        var namespace = "";
        if (segment(segments, at).equals("namespaces")
                && !segment(segments, at + 1).isEmpty()) {
            namespace = segment(segments, at + 1);
            var next = segment(segments, at + 2);
            if (!next.isEmpty() && !NAMESPACE_SUBRESOURCES.contains(next)) {
                at += 2;
            }
        }
        var plural = segment(segments, at);
        return plural.isEmpty()
                ? other
                : new Resource(
                        groupVersion,
                        namespace,
                        plural,
                        segment(segments, at + 1),
                        segment(segments, at + 2),
                        rest(segments, at + 3),
                        watch);
    }

    private static String segment(List<String> segments, int index) {
        return index < segments.size() ? decode(segments.get(index)) : "";
    }

    private static String rest(List<String> segments, int from) {
        return from < segments.size() ? "/" + String.join("/", segments.subList(from, segments.size())) : "";
    }

    private static String decode(String path) {
        return String.join(
                "/",
                Arrays.stream(path.split("/", -1))
                        .map(segment -> Query.decode(segment.replace("+", "%2B")))
                        .toList());
    }
}

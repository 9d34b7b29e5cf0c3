package io.podbridge.http.identity;

import java.util.ArrayList;
import java.util.List;

/**
 * Something a user wants to do to the node: the attributes of a SubjectAccessReview of the core group's resource
 * "nodes", with the name of this one.
 */
public record Access(User user, String verb, String subresource, String node) {

    private static final List<String> FINE_GRAINED = List.of("pods", "healthz", "configz", "runningpods");

    /**
     * What a request needs, any one of which is enough (kubelet {@code server/auth.go}).
     *
     * @param path decoded, as in the request
     */
    public static List<Access> needed(User user, String method, String path, String node) {
        return subresources(path).stream()
                .map(subresource -> new Access(user, verb(method), subresource, node))
                .toList();
    }

    private static String verb(String method) {
        return switch (method) {
            case "POST" -> "create";
            case "GET" -> "get";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> "delete";
            default -> "";
        };
    }

    private static List<String> subresources(String path) {
        String first = path.startsWith("/") ? path.substring(1).split("/", 2)[0] : "";
        List<String> subresources = new ArrayList<>();
        if (FINE_GRAINED.contains(first)) {
            subresources.add(first.equals("runningpods") ? "pods" : first);
        }
        subresources.add(
                switch (first) {
                    case "stats", "metrics", "checkpoint", "statusz" -> first;
                    case "logs" -> "log";
                    case "flagz" -> "configz";
                    default -> "proxy";
                });
        return subresources;
    }
}

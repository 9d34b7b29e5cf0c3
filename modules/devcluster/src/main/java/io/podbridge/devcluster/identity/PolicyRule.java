package io.podbridge.devcluster.identity;

import java.util.List;

/**
 * Something that is allowed, as in an RBAC Role: {@code *} stands for all, empty lists of names or namespaces too.
 *
 * @param paths for what is no resource; {@code /healthz/*} stands for all below
 */
public record PolicyRule(
        List<String> verbs,
        List<String> groups,
        List<String> resources,
        List<String> names,
        List<String> namespaces,
        List<String> paths) {
    public static final PolicyRule EVERYTHING =
            new PolicyRule(List.of("*"), List.of("*"), List.of("*"), List.of(), List.of(), List.of("*"));

    public static PolicyRule resources(List<String> verbs, List<String> groups, List<String> resources) {
        return new PolicyRule(verbs, groups, resources, List.of(), List.of(), List.of());
    }

    boolean covers(AccessRequest request) {
        if (!matches(verbs, request.verb())) {
            return false;
        }
        if (request.resource().isEmpty()) {
            return paths.stream().anyMatch(path -> coversPath(path, request.path()));
        }
        return matches(groups, request.group())
                && (matches(resources, request.fullResource()) || resources.contains("*/" + request.subresource()))
                && (names.isEmpty() || names.contains(request.name()))
                && (namespaces.isEmpty() || namespaces.contains(request.namespace()));
    }

    private static boolean matches(List<String> allowed, String wanted) {
        return allowed.contains("*") || allowed.contains(wanted);
    }

    private static boolean coversPath(String allowed, String wanted) {
        return allowed.endsWith("*")
                ? wanted.startsWith(allowed.substring(0, allowed.length() - 1))
                : allowed.equals(wanted);
    }
}

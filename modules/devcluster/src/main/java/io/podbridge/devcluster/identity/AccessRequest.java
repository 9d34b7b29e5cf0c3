package io.podbridge.devcluster.identity;

/**
 * What somebody wants to do, as authorization sees it.
 *
 * @param verb {@code get}, {@code list}, {@code create}…; for a path the HTTP method in lower case
 * @param resource empty if it is about a path
 * @param path empty if it is about a resource
 */
public record AccessRequest(
        User user,
        String verb,
        String group,
        String resource,
        String subresource,
        String namespace,
        String name,
        String path) {

    public static AccessRequest path(User user, String verb, String path) {
        return new AccessRequest(user, verb, "", "", "", "", "", path);
    }

    /** {@code pods} or {@code pods/log}. */
    public String fullResource() {
        return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }

    /** As kube-apiserver tells who is refused (responsewriters/errors.go). */
    public String refusal() {
        if (resource.isEmpty()) {
            return "User \"" + user.name() + "\" cannot " + verb + " path \"" + path + "\"";
        }
        return "User \"" + user.name() + "\" cannot " + verb + " resource \"" + fullResource() + "\" in API group \""
                + group + "\" "
                + (namespace.isEmpty() ? "at the cluster scope" : "in the namespace \"" + namespace + "\"");
    }
}

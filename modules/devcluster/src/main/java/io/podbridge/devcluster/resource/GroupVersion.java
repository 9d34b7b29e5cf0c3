package io.podbridge.devcluster.resource;

/**
 * An API group in one version.
 *
 * @param group empty for the core group
 */
public record GroupVersion(String group, String version) {

    /** As it stands in an object's {@code apiVersion}. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** Where it is served: {@code /api/v1} or {@code /apis/apps/v1}. */
    public String path() {
        return group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
    }
}

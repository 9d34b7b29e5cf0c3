package io.podbridge.core.kube;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The object or collection that a path of the API is about.
 *
 * @param apiVersion {@code v1} or {@code coordination.k8s.io/v1}; "" for a path that is none of an object
 * @param resource the plural: {@code pods}; the whole path where it is none of an object
 * @param namespace "" for what has none, or for all
 * @param name "" for a collection
 * @param subresource {@code status}, or ""
 */
record ApiTarget(String apiVersion, String resource, String namespace, String name, String subresource) {

    static ApiTarget of(String path) {
        String plain = path.split("\\?", 2)[0];
        String[] parts = plain.split("/", -1);
        boolean core = plain.startsWith("/api/");
        int at = core ? 3 : 4;
        if ((!core && !plain.startsWith("/apis/")) || parts.length <= at) {
            return new ApiTarget("", plain, "", "", "");
        }
        String apiVersion = core ? parts[2] : parts[2] + "/" + parts[3];
        boolean namespaced = parts.length > at + 2 && parts[at].equals("namespaces");
        String namespace = namespaced ? part(parts, at + 1) : "";
        int resource = namespaced ? at + 2 : at;
        return new ApiTarget(
                apiVersion, parts[resource], namespace, part(parts, resource + 1), part(parts, resource + 2));
    }

    /** Whether it is one object, and no collection. */
    boolean named() {
        return !name.isEmpty();
    }

    /** The resource, with its subresource: {@code nodes/status}. */
    String counted() {
        return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }

    /**
     * Whether objects of this kind are what the resource holds. The plural of every kind that podbridge asks for is its
     * name and an "s".
     */
    boolean holds(String kind) {
        return kind.matches("[A-Z].*") && (kind + "s").toLowerCase(Locale.ROOT).equals(resource);
    }

    @Override
    public String toString() {
        String what = named() ? resource + " " + (namespace.isEmpty() ? "" : namespace + "/") + name : resource;
        return apiVersion.isEmpty() ? what : apiVersion + " " + what;
    }

    private static String part(String[] parts, int at) {
        return parts.length > at ? URLDecoder.decode(parts[at], StandardCharsets.UTF_8) : "";
    }
}

package io.podbridge.devcluster.discovery;

import io.podbridge.devcluster.resource.GroupVersion;
import io.podbridge.devcluster.resource.GroupVersions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The documents of discovery, encoded once; the same as those of kube-apiserver for the kinds that are served here, but
 * for the hashes of storage versions. Any thread. The arrays are not to be changed.
 */
public final class Discovery {
    /** Of the Kubernetes whose answers this server's are compared with. */
    public static final String KUBERNETES_VERSION = "v1.36.3";

    /** The versions of the aggregated form that clients ask for; kubectl before 1.30 knows the first only. */
    public enum Aggregated {
        V2BETA1("v2beta1"),
        V2("v2");

        private final String version;

        Aggregated(String version) {
            this.version = version;
        }

        /** {@code v} of the media type. */
        public String version() {
            return version;
        }
    }

    private record Form(String path, Aggregated version) {}

    private final Map<String, byte[]> documents = new HashMap<>();
    private final Map<Form, byte[]> aggregated = new HashMap<>();

    /** @param serverAddress host and port of this server, which {@code /api} names */
    public Discovery(String serverAddress) {
        put("/version", version());
        put("/api", LegacyDiscovery.versions(serverAddress));
        put("/apis", LegacyDiscovery.groups());
        ServedGroups.all().forEach(group -> put(group.path(), LegacyDiscovery.resources(group)));
        ServedGroups.named().forEach(group -> put("/apis/" + group.group(), LegacyDiscovery.group(group)));
        for (Aggregated form : Aggregated.values()) {
            aggregated.put(new Form("/api", form), aggregate(form, List.of(GroupVersions.CORE)));
            aggregated.put(new Form("/apis", form), aggregate(form, ServedGroups.named()));
        }
    }

    /**
     * What is at {@code path}: {@code /version}, {@code /api}, {@code /apis}, {@code /apis/GROUP}, {@code /api/v1} or
     * {@code /apis/GROUP/VERSION}; empty if nothing is.
     */
    public Optional<byte[]> document(String path) {
        return Optional.ofNullable(documents.get(path));
    }

    /** The same for clients that accept {@code as=APIGroupDiscoveryList}: {@code /api} and {@code /apis} have it. */
    public Optional<byte[]> aggregated(String path, Aggregated version) {
        return Optional.ofNullable(aggregated.get(new Form(path, version)));
    }

    private void put(String path, ObjectNode document) {
        documents.put(path, encode(document));
    }

    private static byte[] aggregate(Aggregated form, List<GroupVersion> groups) {
        return encode(AggregatedDiscovery.of(form.version(), groups));
    }

    private static byte[] encode(ObjectNode document) {
        return JsonMapper.shared().writeValueAsBytes(document);
    }

    private static ObjectNode version() {
        String[] numbers = KUBERNETES_VERSION.substring(1).split("\\.", -1);
        return JsonNodeFactory.instance
                .objectNode()
                .put("major", numbers[0])
                .put("minor", numbers[1])
                .put("gitVersion", KUBERNETES_VERSION + "+podbridge")
                .put("gitCommit", "")
                .put("gitTreeState", "")
                .put("buildDate", "1970-01-01T00:00:00Z")
                .put("goVersion", "")
                .put("compiler", "")
                .put("platform", "java");
    }
}

package io.podbridge.devcluster.admission;

import io.podbridge.devcluster.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** The defaults of a pod's volumes. */
final class VolumeDefaults {
    private static final int READABLE = 0644;
    private static final int TOKEN_SECONDS = 3600;

    private VolumeDefaults() {}

    static void apply(ObjectNode volume) {
        if (volume.size() == 1) {
            volume.putObject("emptyDir");
        }
        volume.forEachEntry((kind, source) -> {
            if (source instanceof ObjectNode object) {
                source(kind, object);
            }
        });
    }

    private static void source(String kind, ObjectNode source) {
        switch (kind) {
            case "secret", "configMap" -> Fill.number(source, "defaultMode", READABLE);
            case "hostPath" -> {
                if (!source.has("type")) {
                    source.put("type", "");
                }
            }
            case "projected" -> {
                Fill.number(source, "defaultMode", READABLE);
                Json.objects(source, "sources").forEach(VolumeDefaults::projection);
            }
            case "downwardAPI" -> {
                Fill.number(source, "defaultMode", READABLE);
                Json.objects(source, "items").forEach(VolumeDefaults::fieldReference);
            }
            default -> {}
        }
    }

    private static void projection(ObjectNode projection) {
        if (projection.get("serviceAccountToken") instanceof ObjectNode token) {
            Fill.number(token, "expirationSeconds", TOKEN_SECONDS);
        }
        Json.objects(projection, "downwardAPI", "items").forEach(VolumeDefaults::fieldReference);
    }

    private static void fieldReference(ObjectNode item) {
        if (item.get("fieldRef") instanceof ObjectNode reference) {
            Fill.text(reference, "apiVersion", "v1");
        }
    }
}

package io.podbridge.devcluster.validation;

import io.podbridge.devcluster.json.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** ConfigMaps, Secrets and Events. */
final class DataValidation {
    private DataValidation() {}

    static void keys(ObjectNode object, Faults faults) {
        for (String data : List.of("data", "binaryData")) {
            for (String key : Json.strings(object, data).keySet()) {
                Formats.configKey(key).forEach(each -> faults.invalid(data + "[" + key + "]", key, each));
            }
        }
    }

    static void secret(ObjectNode secret, Faults faults) {
        keys(secret, faults);
        if (Json.text(secret, "type").equals("kubernetes.io/tls")) {
            for (String key : List.of("tls.crt", "tls.key")) {
                if (!Json.present(secret, "data", key)) {
                    faults.required("data[" + key + "]", "");
                }
            }
        }
    }

    static void event(ObjectNode event, Faults faults) {
        String namespace = Json.text(event, "metadata", "namespace");
        String involved = Json.text(event, "involvedObject", "namespace");
        if (involved.isEmpty() ? !namespace.equals("default") : !involved.equals(namespace)) {
            faults.invalid("involvedObject.namespace", involved, "does not match event.namespace");
        }
    }
}

package io.podbridge.devcluster.apply;

import java.util.Comparator;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One entry of {@code managedFields}.
 *
 * @param time when the manager last set something; empty where unknown
 * @param json the fields as they were read, as long as they are the same
 */
record ManagedEntry(Id id, String time, FieldSet fields, Optional<JsonNode> json) {
    static final String APPLY = "Apply";
    static final String UPDATE = "Update";

    /** kube-apiserver's order of the entries. */
    static final Comparator<ManagedEntry> ORDER = Comparator.comparing(
                    (ManagedEntry entry) -> entry.id().operation())
            .thenComparing(ManagedEntry::time)
            .thenComparing(entry -> entry.id().manager())
            .thenComparing(entry -> entry.id().apiVersion())
            .thenComparing(entry -> entry.id().subresource());

    /** Who manages, and how. */
    record Id(String manager, String operation, String apiVersion, String subresource) {
        static Id of(String manager, String operation, String apiVersion, String subresource) {
            return new Id(manager.isEmpty() ? "unknown" : manager, operation, apiVersion, subresource);
        }

        /** Who applies has one entry, whatever the version of the API. */
        boolean same(Id other) {
            return manager.equals(other.manager)
                    && operation.equals(other.operation)
                    && subresource.equals(other.subresource)
                    && (operation.equals(APPLY) || apiVersion.equals(other.apiVersion));
        }
    }

    /** Empty for what is no entry. */
    static Optional<ManagedEntry> read(JsonNode json) {
        var id = new Id(
                json.path("manager").asString(""),
                json.path("operation").asString(""),
                json.path("apiVersion").asString(""),
                json.path("subresource").asString(""));
        var known = id.operation().equals(APPLY) || id.operation().equals(UPDATE);
        if (!known
                || id.apiVersion().isEmpty()
                || !json.path("fieldsType").asString("").equals("FieldsV1")) {
            return Optional.empty();
        }
        var fields = json.path("fieldsV1");
        return Optional.of(
                new ManagedEntry(id, json.path("time").asString(""), FieldSetJson.read(fields), Optional.of(fields)));
    }

    ManagedEntry withFields(FieldSet changed) {
        return changed.is(fields) ? this : new ManagedEntry(id, time, changed, Optional.empty());
    }

    ManagedEntry at(String now) {
        return new ManagedEntry(id, now, fields, json);
    }

    ObjectNode write() {
        var result = JsonNodeFactory.instance.objectNode();
        result.put("manager", id.manager());
        result.put("operation", id.operation());
        result.put("apiVersion", id.apiVersion());
        if (!time.isEmpty()) {
            result.put("time", time);
        }
        result.put("fieldsType", "FieldsV1");
        result.set("fieldsV1", json.orElseGet(() -> FieldSetJson.write(fields)));
        if (!id.subresource().isEmpty()) {
            result.put("subresource", id.subresource());
        }
        return result;
    }
}

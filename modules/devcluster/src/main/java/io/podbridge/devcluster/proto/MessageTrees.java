package io.podbridge.devcluster.proto;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Any message as the tree that Go's JSON encoding of the same type makes. */
final class MessageTrees {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Embedded structs: their fields stand in the object around them. */
    private static final Set<String> INLINE = Set.of(
            "k8s.io.api.core.v1.Volume.volumeSource",
            "k8s.io.api.core.v1.PersistentVolumeSpec.persistentVolumeSource",
            "k8s.io.api.core.v1.EphemeralContainer.ephemeralContainerCommon",
            "k8s.io.api.core.v1.Probe.handler",
            "k8s.io.api.core.v1.ConfigMapEnvSource.localObjectReference",
            "k8s.io.api.core.v1.ConfigMapKeySelector.localObjectReference",
            "k8s.io.api.core.v1.ConfigMapProjection.localObjectReference",
            "k8s.io.api.core.v1.ConfigMapVolumeSource.localObjectReference",
            "k8s.io.api.core.v1.SecretEnvSource.localObjectReference",
            "k8s.io.api.core.v1.SecretKeySelector.localObjectReference",
            "k8s.io.api.core.v1.SecretProjection.localObjectReference",
            "k8s.io.api.networking.v1.IngressRule.ingressRuleValue");

    /** Fields that JSON names otherwise. */
    private static final Map<String, String> RENAMED = Map.of(
            "k8s.io.api.authentication.v1.BoundObjectReference.uID", "uid",
            "k8s.io.api.networking.v1.IngressClassParametersReference.aPIGroup", "apiGroup");

    private MessageTrees() {}

    /** Adds the fields of {@code message} that JSON would have. */
    static void addFields(ObjectNode object, Message message) {
        message.getAllFields().forEach((field, value) -> addField(object, field, value));
    }

    private static void addField(ObjectNode object, FieldDescriptor field, Object value) {
        if (INLINE.contains(field.getFullName())) {
            addFields(object, (Message) value);
            return;
        }
        String name = RENAMED.getOrDefault(field.getFullName(), field.getName());
        if (field.isMapField()) {
            object.set(name, map(field, (List<?>) value));
        } else if (field.isRepeated()) {
            ArrayNode array = object.putArray(name);
            ((List<?>) value).forEach(each -> array.add(tree(field, each)));
        } else if (!isZero(value) || WrittenWhenZero.contains(field)) {
            JsonNode tree = tree(field, value);
            if (!tree.isNull()) {
                object.set(name, tree);
            }
        }
    }

    private static ObjectNode map(FieldDescriptor field, List<?> entries) {
        FieldDescriptor key = field.getMessageType().findFieldByName("key");
        FieldDescriptor value = field.getMessageType().findFieldByName("value");
        ObjectNode map = NODES.objectNode();
        for (Object each : entries) {
            Message entry = (Message) each;
            map.set((String) entry.getField(key), tree(value, entry.getField(value)));
        }
        return map;
    }

    private static boolean isZero(Object value) {
        return value.equals("")
                || value.equals(0)
                || value.equals(0L)
                || value.equals(0.0)
                || value.equals(false)
                || value.equals(ByteString.EMPTY);
    }

    private static JsonNode tree(FieldDescriptor field, Object value) {
        return switch (field.getJavaType()) {
            case INT -> NODES.numberNode((int) value);
            case LONG -> number((long) value);
            case FLOAT -> NODES.numberNode((float) value);
            case DOUBLE -> NODES.numberNode((double) value);
            case BOOLEAN -> NODES.booleanNode((boolean) value);
            case STRING -> NODES.stringNode((String) value);
            case BYTE_STRING ->
                NODES.stringNode(Base64.getEncoder().encodeToString(((ByteString) value).toByteArray()));
            case MESSAGE -> SpecialMessages.tree((Message) value).orElseGet(() -> object((Message) value));
            case ENUM -> throw new IllegalStateException("no type of Kubernetes has an enumeration: " + field);
        };
    }

    /** As a parser of JSON reads it: in the smallest type that holds it. */
    private static JsonNode number(long value) {
        return value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
    }

    private static ObjectNode object(Message message) {
        ObjectNode object = NODES.objectNode();
        addFields(object, message);
        return object;
    }
}

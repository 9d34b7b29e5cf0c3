package io.podbridge.devcluster.proto;

import static java.util.Map.entry;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;

/** Messages that are no objects in JSON. */
final class SpecialMessages {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private static final Map<String, Function<Message, JsonNode>> TREES = Map.ofEntries(
            entry("k8s.io.apimachinery.pkg.apis.meta.v1.Time", message -> time(message, SECONDS)),
            entry("k8s.io.apimachinery.pkg.apis.meta.v1.MicroTime", message -> time(message, MICROS)),
            entry("k8s.io.apimachinery.pkg.apis.meta.v1.FieldsV1", message -> json(message, "Raw")),
            entry("k8s.io.apimachinery.pkg.runtime.RawExtension", message -> json(message, "raw")),
            entry("k8s.io.apimachinery.pkg.api.resource.Quantity", SpecialMessages::quantity),
            entry("k8s.io.apimachinery.pkg.util.intstr.IntOrString", SpecialMessages::intOrString),
            entry("k8s.io.api.authentication.v1.ExtraValue", SpecialMessages::items),
            entry("k8s.io.api.authorization.v1.ExtraValue", SpecialMessages::items),
            entry("k8s.io.api.certificates.v1.ExtraValue", SpecialMessages::items));

    private SpecialMessages() {}

    /** Its tree, null where JSON has null; empty if this is no special message. */
    static Optional<JsonNode> tree(Message message) {
        return Optional.ofNullable(TREES.get(message.getDescriptorForType().getFullName()))
                .map(tree -> tree.apply(message));
    }

    /** The zero time is a message without fields. */
    private static JsonNode time(Message message, DateTimeFormatter format) {
        if (message.getAllFields().isEmpty()) {
            return NullNode.getInstance();
        }
        Instant instant = Instant.ofEpochSecond((long) value(message, "seconds"), (int) value(message, "nanos"));
        return NODES.stringNode(format.format(instant));
    }

    private static JsonNode json(Message message, String field) {
        ByteString raw = (ByteString) value(message, field);
        return raw.isEmpty() ? NullNode.getInstance() : JsonMapper.shared().readTree(raw.toByteArray());
    }

    private static JsonNode quantity(Message message) {
        String text = (String) value(message, "string");
        return NODES.stringNode(text.isEmpty() ? "0" : text);
    }

    private static JsonNode intOrString(Message message) {
        return (long) value(message, "type") == 0
                ? NODES.numberNode((int) value(message, "intVal"))
                : NODES.stringNode((String) value(message, "strVal"));
    }

    private static JsonNode items(Message message) {
        ArrayNode array = NODES.arrayNode();
        ((List<?>) value(message, "items")).forEach(item -> array.add((String) item));
        return array;
    }

    private static Object value(Message message, String field) {
        return message.getField(message.getDescriptorForType().findFieldByName(field));
    }
}

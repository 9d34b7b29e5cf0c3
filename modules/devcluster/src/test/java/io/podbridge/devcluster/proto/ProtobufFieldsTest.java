package io.podbridge.devcluster.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import io.podbridge.devcluster.discovery.TransientType;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.resource.ResourceTypes;
import io.podbridge.devcluster.schema.Schema;
import io.podbridge.devcluster.schema.SchemaNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Two libraries know the fields of each kind. What one of them decodes has the names and the shape of the other's. */
class ProtobufFieldsTest {
    /** Was renamed after the release that the messages are of. */
    private static final String RENAMED_SINCE = "status.nodeAllocatableResourceClaimStatuses[].resources";

    record Kind(String apiVersion, String kind, Class<?> model) {
        @Override
        public String toString() {
            return apiVersion + " " + kind;
        }
    }

    static Stream<Kind> kinds() {
        Stream<Kind> stored = ResourceTypes.all().stream().map(ProtobufFieldsTest::of);
        Stream<Kind> passing = TransientType.all().stream()
                .map(type -> new Kind(type.groupVersion().apiVersion(), type.kind(), type.model()));
        return Stream.concat(stored, passing);
    }

    private static Kind of(ResourceType type) {
        return new Kind(type.groupVersion().apiVersion(), type.kind(), type.model());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyFieldIsOneOfTheModel(Kind kind) {
        Descriptor descriptor = Messages.find(kind.apiVersion(), kind.kind()).orElseThrow();
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        MessageTrees.addFields(tree, full(descriptor));

        List<String> strangers = new ArrayList<>();
        compare(tree, Schema.of(kind.model()), "", strangers);

        assertThat(tree).isNotEmpty();
        strangers.remove(RENAMED_SINCE);
        assertThat(strangers).isEmpty();
    }

    private static void compare(JsonNode tree, SchemaNode schema, String path, List<String> strangers) {
        if (!fits(tree, schema.type())) {
            strangers.add(path + " is " + tree + ", not " + schema.type());
        } else if (schema.type() == SchemaNode.Type.ARRAY) {
            tree.forEach(item -> compare(item, schema.items().orElseThrow(), path + "[]", strangers));
        } else if (schema.type() == SchemaNode.Type.OBJECT) {
            for (Map.Entry<String, JsonNode> field : tree.properties()) {
                String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                schema.field(field.getKey())
                        .ifPresentOrElse(
                                known -> compare(field.getValue(), known, name, strangers), () -> strangers.add(name));
            }
        }
    }

    private static boolean fits(JsonNode tree, SchemaNode.Type type) {
        return switch (type) {
            case OBJECT -> tree.isObject();
            case ARRAY -> tree.isArray();
            case STRING, QUANTITY -> tree.isString();
            case INTEGER -> tree.isIntegralNumber();
            case NUMBER -> tree.isNumber();
            case BOOLEAN -> tree.isBoolean();
            case INT_OR_STRING -> tree.isString() || tree.isIntegralNumber();
            case ANY -> true;
        };
    }

    /** With something in each field. */
    private static DynamicMessage full(Descriptor descriptor) {
        DynamicMessage.Builder builder = DynamicMessage.newBuilder(descriptor);
        for (FieldDescriptor field : descriptor.getFields()) {
            if (field.isRepeated()) {
                builder.addRepeatedField(field, value(field));
            } else {
                builder.setField(field, value(field));
            }
        }
        return builder.build();
    }

    private static Object value(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT -> 1;
            case LONG -> 1L;
            case FLOAT -> 1f;
            case DOUBLE -> 1.0;
            case BOOLEAN -> true;
            case STRING -> "x";
            case BYTE_STRING -> ByteString.copyFromUtf8("{}");
            case MESSAGE -> full(field.getMessageType());
            case ENUM -> throw new IllegalStateException(field.getFullName());
        };
    }
}

package io.podbridge.devcluster.schema;

import io.fabric8.kubernetes.api.model.AnyType;
import io.fabric8.kubernetes.api.model.Duration;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.Quantity;
import io.podbridge.devcluster.schema.SchemaNode.Anything;
import io.podbridge.devcluster.schema.SchemaNode.Bean;
import io.podbridge.devcluster.schema.SchemaNode.ListOf;
import io.podbridge.devcluster.schema.SchemaNode.MapOf;
import io.podbridge.devcluster.schema.SchemaNode.Value;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.json.JsonMapper;

/**
 * Schemas of model classes, as Jackson sees those. Any thread; each class is looked at once.
 *
 * <p>The model is the one source of what fields there are: a field that it does not know would be lost to every client
 * that reads with it.
 */
public final class Schema {
    private static final SerializationConfig JACKSON =
            JsonMapper.builderWithJackson2Defaults().build().serializationConfig();

    /** Those that write themselves as something else than their properties. */
    private static final Map<Class<?>, SchemaNode> SPECIAL = Map.ofEntries(
            Map.entry(Quantity.class, new Value(SchemaNode.Type.QUANTITY, "")),
            Map.entry(IntOrString.class, new Value(SchemaNode.Type.INT_OR_STRING, "int-or-string")),
            Map.entry(AnyType.class, new Anything()),
            Map.entry(FieldsV1.class, new MapOf(new Anything())),
            Map.entry(MicroTime.class, new Value(SchemaNode.Type.STRING, "date-time")),
            Map.entry(ZonedDateTime.class, new Value(SchemaNode.Type.STRING, "date-time")),
            Map.entry(Duration.class, new Value(SchemaNode.Type.STRING, "")),
            Map.entry(String.class, new Value(SchemaNode.Type.STRING, "")),
            Map.entry(byte[].class, new Value(SchemaNode.Type.STRING, "byte")),
            Map.entry(Boolean.class, new Value(SchemaNode.Type.BOOLEAN, "")),
            Map.entry(boolean.class, new Value(SchemaNode.Type.BOOLEAN, "")),
            Map.entry(Integer.class, new Value(SchemaNode.Type.INTEGER, "int32")),
            Map.entry(int.class, new Value(SchemaNode.Type.INTEGER, "int32")),
            Map.entry(Long.class, new Value(SchemaNode.Type.INTEGER, "int64")),
            Map.entry(long.class, new Value(SchemaNode.Type.INTEGER, "int64")),
            Map.entry(Double.class, new Value(SchemaNode.Type.NUMBER, "double")),
            Map.entry(Float.class, new Value(SchemaNode.Type.NUMBER, "float")),
            Map.entry(Object.class, new Anything()));

    private static final ClassValue<Map<String, SchemaNode>> FIELDS = new ClassValue<>() {
        @Override
        protected Map<String, SchemaNode> computeValue(Class<?> model) {
            return readFields(model);
        }
    };

    private Schema() {}

    public static SchemaNode of(Class<?> model) {
        return of(JACKSON.constructType(model));
    }

    static Map<String, SchemaNode> fields(Class<?> model) {
        return FIELDS.get(model);
    }

    private static SchemaNode of(JavaType type) {
        SchemaNode special = SPECIAL.get(type.getRawClass());
        if (special != null) {
            return special;
        }
        if (type.isMapLikeType()) {
            return new MapOf(of(type.getContentType()));
        }
        if (type.isCollectionLikeType() || type.isArrayType()) {
            return new ListOf(of(type.getContentType()));
        }
        if (type.isEnumType()) {
            return new Value(SchemaNode.Type.STRING, "");
        }
        return hasNoFieldsOfItsOwn(type) ? new Anything() : new Bean(type.getRawClass());
    }

    /** {@code KubernetesResource} and the like stand for objects of any kind. */
    private static boolean hasNoFieldsOfItsOwn(JavaType type) {
        return type.isAbstract() || type.isInterface() || type.isTypeOrSubTypeOf(JsonNode.class) || isWrapper(type);
    }

    /** {@code RawExtension}: holds an object of any kind in its only property. */
    private static boolean isWrapper(JavaType type) {
        return type.isTypeOrSubTypeOf(AnyType.class)
                || type.isTypeOrSubTypeOf(io.fabric8.kubernetes.api.model.runtime.RawExtension.class);
    }

    private static Map<String, SchemaNode> readFields(Class<?> model) {
        Map<String, SchemaNode> fields = new LinkedHashMap<>();
        JavaType type = JACKSON.constructType(model);
        ClassIntrospector introspector = JACKSON.classIntrospectorInstance().forOperation(JACKSON);
        introspector
                .introspectForSerialization(type, introspector.introspectClassAnnotations(type))
                .findProperties()
                .stream()
                .filter(BeanPropertyDefinition::isExplicitlyIncluded)
                .forEach(property -> fields.put(property.getName(), of(property.getPrimaryType())));
        return Collections.unmodifiableMap(fields);
    }
}

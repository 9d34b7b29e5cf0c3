package io.podbridge.core.wire;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/**
 * Writes which permitted subclass a value is, wherever a component is declared as a sealed interface. The classes need
 * no annotation (the lifecycle's package imports {@code java.*} only), and the closed set is the compiler's.
 */
final class SealedTypes extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    /** No component of a record can have this name. */
    private static final String TYPE_PROPERTY = "@";

    private static final JsonTypeInfo.Value BY_SIMPLE_NAME = JsonTypeInfo.Value.construct(
            JsonTypeInfo.Id.SIMPLE_NAME, JsonTypeInfo.As.PROPERTY, TYPE_PROPERTY, null, false, true, null);

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
        if (annotated instanceof AnnotatedClass type
                && type.getRawType().isInterface()
                && type.getRawType().isSealed()) {
            return BY_SIMPLE_NAME;
        }
        return super.findPolymorphicTypeInfo(config, annotated);
    }
}

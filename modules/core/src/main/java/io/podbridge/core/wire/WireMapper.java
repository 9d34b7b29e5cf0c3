package io.podbridge.core.wire;

import io.podbridge.core.pod.Manifest;
import io.podbridge.core.pod.Pod;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORMapper;

/** Makes the mapper: which constraints hold, and how the few types travel that are no plain records. */
final class WireMapper {
    /** A message nests a handful of levels; a manifest is bytes and does not count. */
    private static final int MAX_DEPTH = 64;

    /** The largest frame that Artery takes, {@code maximum-frame-size} in {@code conf/cluster.conf}. */
    private static final int MAX_LENGTH = 2 * 1024 * 1024;

    private WireMapper() {}

    static CBORMapper create(PodCodec pods, Supplier<ActorRefResolver> resolver) {
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxDocumentLength(MAX_LENGTH)
                .maxStringLength(MAX_LENGTH)
                .build();
        return CBORMapper.builder(
                        CBORFactory.builder().streamReadConstraints(constraints).build())
                .annotationIntrospector(new SealedTypes())
                .addModule(specialTypes(pods, resolver))
                // A newer replica may send more than this one knows.
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                // No null crosses: a component that is missing makes the message unreadable, unless it is Optional.
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .build();
    }

    private static SimpleModule specialTypes(PodCodec pods, Supplier<ActorRefResolver> resolver) {
        SimpleModule module = new SimpleModule("podbridge-wire");
        module.addSerializer(Manifest.class, bytes(Manifest::json));
        module.addDeserializer(Manifest.class, reading(parser -> Manifest.of(parser.getBinaryValue())));
        module.addSerializer(Pod.class, bytes(pod -> pod.manifest().json()));
        module.addDeserializer(Pod.class, reading(parser -> pods.decode(parser.getBinaryValue())));
        module.addSerializer(ActorRef.class, new ActorRefWriter(resolver));
        module.addDeserializer(ActorRef.class, reading(parser -> resolver.get().resolveActorRef(parser.getString())));
        return module;
    }

    private static <T> ValueSerializer<T> bytes(Bytes<T> bytes) {
        return new ValueSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator generator, SerializationContext context) {
                generator.writeBinary(bytes.of(value));
            }
        };
    }

    private static <T> ValueDeserializer<T> reading(Reading<T> reading) {
        return new ValueDeserializer<>() {
            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) {
                return reading.from(parser);
            }
        };
    }

    private interface Bytes<T> {
        byte[] of(T value);
    }

    private interface Reading<T> {
        T from(JsonParser parser);
    }

    @SuppressWarnings("rawtypes")
    private static final class ActorRefWriter extends ValueSerializer<ActorRef> {
        private final Supplier<ActorRefResolver> resolver;

        private ActorRefWriter(Supplier<ActorRefResolver> resolver) {
            this.resolver = resolver;
        }

        @Override
        public void serialize(ActorRef ref, JsonGenerator generator, SerializationContext context) {
            ActorRef<?> typed = ref;
            generator.writeString(resolver.get().toSerializationFormat(typed));
        }
    }
}

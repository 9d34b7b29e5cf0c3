package io.podbridge.core.wire;

import java.io.NotSerializableException;
import java.util.List;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializationSetup;
import org.apache.pekko.serialization.SerializerDetails;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/**
 * Writes and reads every {@link Wire} message.
 *
 * <p>Only types of {@link WireTypes} are ever made: at the top by name, inside by the declared type of a record's
 * component. What cannot be read is a {@link NotSerializableException}, upon which Pekko drops that one message, logs
 * it and keeps the connection. Thread safe.
 */
public final class CborSerializer extends SerializerWithStringManifest {
    /** Part of the protocol; 0 to 40 are Pekko's. */
    static final int IDENTIFIER = 7_636_223;

    private final WireTypes types;
    private final ObjectMapper mapper;

    CborSerializer(WireTypes types, PodCodec pods, ExtendedActorSystem system) {
        this.types = types;
        // The resolver is looked up at the first message: the actor system is not complete before.
        this.mapper = WireMapper.create(pods, () -> ActorRefResolver.get(Adapter.toTyped(system)));
    }

    /** What makes an actor system use this serializer; a part of the setup that the system is created with. */
    public static SerializationSetup setup(WireTypes types, PodCodec pods) {
        return SerializationSetup.create(system -> List.of(SerializerDetails.create(
                "podbridge-wire", new CborSerializer(types, pods, system), List.of(Wire.class))));
    }

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        return types.name(message).orElseThrow(() -> mayNotTravel(message));
    }

    @Override
    public byte[] toBinary(Object message) {
        if (types.name(message).isEmpty()) {
            throw mayNotTravel(message);
        }
        return mapper.writeValueAsBytes(message);
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        Class<?> type = types.type(manifest)
                .orElseThrow(
                        () -> new NotSerializableException("unknown message " + manifest + ", from another version?"));
        try {
            return mapper.readValue(bytes, type);
        } catch (JacksonException | IllegalArgumentException e) {
            NotSerializableException unreadable =
                    new NotSerializableException("cannot read " + manifest + ": " + e.getMessage());
            unreadable.initCause(e);
            throw unreadable;
        }
    }

    private static IllegalArgumentException mayNotTravel(Object message) {
        return new IllegalArgumentException(
                message.getClass().getName() + " is not below a root of WireTypes, so it may not travel");
    }
}

package io.podbridge.devcluster.proto;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.podbridge.devcluster.api.ApiFailure;
import java.time.DateTimeException;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decodes {@code application/vnd.kubernetes.protobuf}: four bytes of magic, and a {@code runtime.Unknown} that names
 * the kind and holds the object. Any thread.
 */
public final class ProtobufBodies {
    private static final byte[] MAGIC = {'k', '8', 's', 0};

    private ProtobufBodies() {}

    /**
     * The tree that the same object has in JSON.
     *
     * @throws ApiFailure 400 if the body is malformed or of a kind that is not known, 415 if it is compressed
     */
    public static ObjectNode decode(byte[] body) {
        if (body.length < MAGIC.length || !Arrays.equals(MAGIC, 0, MAGIC.length, body, 0, MAGIC.length)) {
            throw malformed("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        }
        try {
            return decode(Envelope.parse(ByteString.copyFrom(body, MAGIC.length, body.length - MAGIC.length)));
        } catch (InvalidProtocolBufferException | DateTimeException | JacksonException e) {
            throw malformed("the body of the request was in an unknown format - " + firstLine(e));
        }
    }

    private static ObjectNode decode(Envelope envelope) throws InvalidProtocolBufferException {
        if (!envelope.contentEncoding().isEmpty()) {
            throw new ApiFailure(
                    415,
                    "UnsupportedMediaType",
                    "content encoding \"" + envelope.contentEncoding() + "\" is not supported",
                    ApiFailure.Details.NONE);
        }
        Descriptor descriptor = Messages.find(envelope.apiVersion(), envelope.kind())
                .orElseThrow(() -> malformed("no kind \"" + envelope.kind() + "\" is registered for version \""
                        + envelope.apiVersion() + "\""));
        ObjectNode object = JsonNodeFactory.instance
                .objectNode()
                .put("kind", envelope.kind())
                .put("apiVersion", envelope.apiVersion());
        MessageTrees.addFields(object, DynamicMessage.parseFrom(descriptor, envelope.raw()));
        return object;
    }

    private static ApiFailure malformed(String message) {
        return new ApiFailure(400, "BadRequest", message, ApiFailure.Details.NONE);
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}

package io.podbridge.devcluster.proto;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.kubernetes.client.proto.Runtime.TypeMeta;
import io.kubernetes.client.proto.Runtime.Unknown;

/**
 * {@code runtime.Unknown}: an object with its type beside it.
 *
 * @param raw the object's own message
 */
record Envelope(String apiVersion, String kind, ByteString raw, String contentEncoding) {

    /** Not through the generated parsers: those are of a release with a known weakness, and protobuf warns of them. */
    static Envelope parse(ByteString bytes) throws InvalidProtocolBufferException {
        Message unknown = DynamicMessage.parseFrom(Unknown.getDescriptor(), bytes);
        Message type = (Message) field(unknown, Unknown.TYPEMETA_FIELD_NUMBER);
        return new Envelope(
                (String) field(type, TypeMeta.APIVERSION_FIELD_NUMBER),
                (String) field(type, TypeMeta.KIND_FIELD_NUMBER),
                (ByteString) field(unknown, Unknown.RAW_FIELD_NUMBER),
                (String) field(unknown, Unknown.CONTENTENCODING_FIELD_NUMBER));
    }

    private static Object field(Message message, int number) {
        return message.getField(message.getDescriptorForType().findFieldByNumber(number));
    }
}

package io.podbridge.core.relay;

import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.pod.ProviderFailure.Invalid;
import io.podbridge.core.pod.ProviderFailure.Rejected;
import io.podbridge.core.pod.ProviderFailure.Unavailable;
import io.podbridge.core.streams.PodUsage;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.util.ByteString;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.cbor.CBORMapper;

/** The records of the protocol as CBOR. What cannot be read is empty: whoever sent it speaks something else. */
final class RelayCodec {
    private static final CBORMapper MAPPER = CBORMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private RelayCodec() {}

    /** A {@link ProviderFailure}. */
    record Refusal(Kind kind, String reason, String message) {
        /** Which of them. */
        enum Kind {
            INVALID,
            REJECTED,
            UNAVAILABLE
        }

        static Refusal of(ProviderFailure failure) {
            Kind kind = switch (failure) {
                case Invalid invalid -> Kind.INVALID;
                case Rejected rejected -> Kind.REJECTED;
                case Unavailable unavailable -> Kind.UNAVAILABLE;
            };
            return new Refusal(kind, failure.reason(), failure.message());
        }

        ProviderFailure failure() {
            return switch (kind) {
                case INVALID -> new Invalid(reason, message);
                case REJECTED -> new Rejected(reason, message, Optional.empty());
                case UNAVAILABLE -> new Unavailable(reason, message, Optional.empty());
            };
        }
    }

    /** The answer to a question for usage. */
    record Usage(List<PodUsage> pods) {}

    static ByteString write(Object value) {
        return ByteString.fromArrayUnsafe(MAPPER.writeValueAsBytes(value));
    }

    static <T> Optional<T> read(ByteString bytes, Class<T> type) {
        try {
            return Optional.of(MAPPER.readValue(bytes.toArrayUnsafe(), type));
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }
}

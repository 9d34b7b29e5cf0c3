package io.podbridge.http.channel;

import java.util.Base64;
import java.util.Optional;
import org.apache.pekko.util.ByteString;

/** Base64 of one message that arrives in parts; what is held are at most three characters. */
final class Base64Stream {

    private ByteString rest = ByteString.emptyByteString();

    /** The bytes of the whole groups that have come; empty if it is not base64. */
    Optional<ByteString> decode(ByteString part, boolean last) {
        ByteString all = rest.concat(part);
        int whole = last ? all.size() : all.size() - all.size() % 4;
        rest = all.drop(whole);
        try {
            byte[] decoded = Base64.getDecoder().decode(all.take(whole).toArrayUnsafe());
            return Optional.of(ByteString.fromArrayUnsafe(decoded));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    static ByteString encode(ByteString bytes) {
        return ByteString.fromArrayUnsafe(Base64.getEncoder().encode(bytes.toArrayUnsafe()));
    }
}

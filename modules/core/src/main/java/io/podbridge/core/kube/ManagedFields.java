package io.podbridge.core.kube;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts the contents of {@code metadata.managedFields} out of JSON before it is parsed. The history of who set which
 * field is half of a pod and of no use here, and its field names hold addresses and the like, so that each pod would
 * fill the parser's table of names again: 13 % of a replica's processor time and a third of what it allocated.
 */
final class ManagedFields {
    /** Only ever a field's name: within a string its quotes would be escaped. */
    private static final byte[] NAME = "\"managedFields\"".getBytes(StandardCharsets.US_ASCII);

    private ManagedFields() {}

    /** A copy of this range in which every list of that name is empty. What is not JSON comes back as it is. */
    static byte[] without(byte[] json, int offset, int length) {
        int end = offset + length;
        var lean = new ByteArrayOutputStream(length);
        int kept = offset;
        for (int open = nextList(json, offset, end); open < end; open = nextList(json, open, end)) {
            int close = closing(json, open, end);
            lean.write(json, kept, open + 1 - kept);
            kept = close;
            open = close;
        }
        lean.write(json, kept, end - kept);
        return lean.toByteArray();
    }

    /** Where the next such list opens; {@code end} if there is none. */
    private static int nextList(byte[] json, int from, int end) {
        for (int at = from; at < end; at++) {
            if (json[at] == '"' && isName(json, at, end)) {
                int colon = skipSpace(json, at + NAME.length, end);
                int open = colon < end && json[colon] == ':' ? skipSpace(json, colon + 1, end) : end;
                if (open < end && json[open] == '[') {
                    return open;
                }
            }
        }
        return end;
    }

    private static boolean isName(byte[] json, int at, int end) {
        int stop = at + NAME.length;
        return stop <= end && Arrays.equals(json, at, stop, NAME, 0, NAME.length);
    }

    private static int skipSpace(byte[] json, int from, int end) {
        int at = from;
        while (at < end && json[at] <= ' ' && json[at] >= 0) {
            at++;
        }
        return at;
    }

    /** The bracket that closes the list; {@code end} if there is none. */
    private static int closing(byte[] json, int open, int end) {
        int depth = 0;
        boolean text = false;
        for (int at = open; at < end; at++) {
            switch (json[at]) {
                case '\\' -> at++;
                case '"' -> text = !text;
                case '[' -> depth += text ? 0 : 1;
                case ']' -> depth -= text ? 0 : 1;
                default -> {}
            }
            if (depth == 0) {
                return at;
            }
        }
        return end;
    }
}

package io.podbridge.core.kube;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Tells from the bytes of a watch event whether it can be about a pod of one node, without reading it as JSON: a
 * cluster's watch brings every pod's every change, and nearly all of them are somebody else's.
 *
 * <p>It may say yes for another node's pod (the name stands elsewhere in it), never no for one of ours.
 */
final class NodeFilter {

    private static final byte[] KEY = "\"nodeName\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TYPE = "{\"type\":\"".getBytes(StandardCharsets.US_ASCII);

    /** How far the search may move on when this byte stands at the key's last place (Boyer, Moore, Horspool). */
    private static final int[] SHIFT = shifts();

    private final byte[] node;

    NodeFilter(String node) {
        this.node = ('"' + node + '"').getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the event is to be read. Always for bookmarks and errors, and for what does not begin as usual. */
    boolean mayConcern(byte[] line, int length) {
        return !isChangeOfPod(line, length) || bound(line, length);
    }

    private static boolean isChangeOfPod(byte[] line, int length) {
        if (length <= TYPE.length || !Arrays.equals(line, 0, TYPE.length, TYPE, 0, TYPE.length)) {
            return false;
        }
        byte first = line[TYPE.length];
        return first == 'A' || first == 'M' || first == 'D';
    }

    private boolean bound(byte[] line, int length) {
        int last = KEY.length - 1;
        int at = 0;
        while (at + last < length) {
            byte end = line[at + last];
            if (end == KEY[last] && Arrays.equals(line, at, at + KEY.length, KEY, 0, KEY.length)) {
                if (isOurs(line, at + KEY.length, length)) {
                    return true;
                }
            }
            at += SHIFT[end & 0xff];
        }
        return false;
    }

    private boolean isOurs(byte[] line, int from, int length) {
        int at = from;
        while (at < length && (line[at] == ':' || line[at] == ' ' || line[at] == '\t')) {
            at++;
        }
        return at + node.length <= length && Arrays.equals(line, at, at + node.length, node, 0, node.length);
    }

    private static int[] shifts() {
        int[] shifts = new int[256];
        Arrays.fill(shifts, KEY.length);
        for (int i = 0; i < KEY.length - 1; i++) {
            shifts[KEY[i] & 0xff] = KEY.length - 1 - i;
        }
        return shifts;
    }
}

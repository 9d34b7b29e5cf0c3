package io.podbridge.http.session;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.util.ByteString;

/**
 * Sizes of a terminal from a stream of {@code {"Width":91,"Height":33}}, however it is cut. What is not one is passed
 * over; what is held is at most {@value #LONGEST} bytes. For one thread.
 */
final class TerminalSizes {

    static final int LONGEST = 1024;

    private static final Pattern WIDTH = Pattern.compile("\"[Ww]idth\"\\s*:\\s*(\\d{1,5})(?!\\d)");
    private static final Pattern HEIGHT = Pattern.compile("\"[Hh]eight\"\\s*:\\s*(\\d{1,5})(?!\\d)");

    /** Each 1 to 65535. */
    record Size(int columns, int rows) {}

    private final StringBuilder rest = new StringBuilder();

    List<Size> read(ByteString bytes) {
        List<Size> sizes = new ArrayList<>(1);
        for (byte next : bytes.toArrayUnsafe()) {
            rest.append((char) (next & 0x7f));
            if (next == '}') {
                add(rest.toString(), sizes);
                rest.setLength(0);
            } else if (rest.length() >= LONGEST) {
                rest.setLength(0);
            }
        }
        return sizes;
    }

    private static void add(String document, List<Size> sizes) {
        int columns = number(WIDTH, document);
        int rows = number(HEIGHT, document);
        if (columns > 0 && rows > 0) {
            sizes.add(new Size(columns, rows));
        }
    }

    private static int number(Pattern pattern, String document) {
        Matcher matcher = pattern.matcher(document);
        int value = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        return value <= 0xffff ? value : 0;
    }
}

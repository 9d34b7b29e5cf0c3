package io.podbridge.core.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one line that a liveness port sends: {@code podbridge-liveness pekko://podbridge@host:25520#4711}. */
final class Greeting {
    private static final Pattern LINE = Pattern.compile("podbridge-liveness (\\S+)#(-?\\d{1,19})");

    /** A host name has at most 255 characters. */
    private static final int MAX_LENGTH = 512;

    private Greeting() {}

    static byte[] encode(Incarnation self) {
        return ("podbridge-liveness " + self + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Who is there; empty if what answers is no liveness port. */
    static Optional<Incarnation> read(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = in.read();
        while (next >= 0 && next != '\n' && line.length() < MAX_LENGTH) {
            line.append((char) next);
            next = in.read();
        }
        return next == '\n' ? parse(line) : Optional.empty();
    }

    private static Optional<Incarnation> parse(CharSequence line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Incarnation(matcher.group(1), Long.parseLong(matcher.group(2))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}

package io.podbridge.devcluster.metrics;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line of the text format of Prometheus that is no comment.
 *
 * @param value not negative, and finite
 * @param time empty if the line has none: it was measured when it was asked for
 */
record SampleLine(String name, Map<String, String> labels, double value, Optional<Instant> time) {
    /** Without the hexadecimal forms and suffixes that Java reads, and without NaN and infinities. */
    private static final Pattern NUMBER = Pattern.compile("\\+?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    /** Milliseconds since 1970, up to the year 33658. */
    private static final Pattern TIME = Pattern.compile("\\d{1,15}");

    /** The line cannot be what a kubelet means to say. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String why) {
            super(why, null, false, false);
        }
    }

    /** The name of the metric; cheap, since most lines are of metrics that nobody wants. */
    static String nameOf(String line) {
        var end = 0;
        while (end < line.length() && line.charAt(end) != '{' && line.charAt(end) > ' ') {
            end++;
        }
        return line.substring(0, end);
    }

    /**
     * Reads a whole line.
     *
     * @throws Malformed if it is not in the format, or its value is no amount
     */
    static SampleLine parse(String line) {
        var name = nameOf(line);
        var rest = new Cursor(line, name.length());
        var labels = rest.labels();
        var words = rest.rest().strip().split("[ \\t]+", -1);
        if (words.length > 2 || !NUMBER.matcher(words[0]).matches()) {
            throw new Malformed("no amount: " + line);
        }
        var value = Double.parseDouble(words[0]);
        if (Double.isInfinite(value)) {
            throw new Malformed("too large: " + line);
        }
        return new SampleLine(name, labels, value, words.length == 2 ? Optional.of(time(words[1])) : Optional.empty());
    }

    private static Instant time(String word) {
        if (!TIME.matcher(word).matches()) {
            throw new Malformed("no time: " + word);
        }
        return Instant.ofEpochMilli(Long.parseLong(word));
    }

    /**
     * The value of a label.
     *
     * @throws Malformed if there is no such label, or it is empty
     */
    String label(String label) {
        var value = labels.getOrDefault(label, "");
        if (value.isEmpty()) {
            throw new Malformed(name + " without " + label);
        }
        return value;
    }

    /** Reads on from some place of the line. One use. */
    private static final class Cursor {
        private final String line;
        private int at;

        Cursor(String line, int from) {
            this.line = line;
            this.at = from;
        }

        Map<String, String> labels() {
            var labels = new HashMap<String, String>();
            skipSpace();
            if (!take('{')) {
                return Map.of();
            }
            while (!take('}')) {
                var label = word();
                expect('=');
                expect('"');
                if (labels.put(label, quoted()) != null) {
                    throw new Malformed("a label twice: " + line);
                }
                skipSpace();
                if (!take(',') && !ahead('}')) {
                    throw new Malformed("no end of labels: " + line);
                }
                skipSpace();
            }
            return Map.copyOf(labels);
        }

        private String word() {
            skipSpace();
            var from = at;
            while (at < line.length() && (Character.isLetterOrDigit(line.charAt(at)) || line.charAt(at) == '_')) {
                at++;
            }
            if (at == from) {
                throw new Malformed("no label: " + line);
            }
            return line.substring(from, at);
        }

        /** Up to the closing quote; a backslash stands before quotes, backslashes and the n of a new line. */
        private String quoted() {
            var text = new StringBuilder();
            while (!take('"')) {
                if (take('\\')) {
                    var escaped = next();
                    text.append(escaped == 'n' ? '\n' : escaped);
                } else {
                    text.append(next());
                }
            }
            return text.toString();
        }

        private char next() {
            if (at >= line.length()) {
                throw new Malformed("ends early: " + line);
            }
            return line.charAt(at++);
        }

        private boolean ahead(char wanted) {
            return at < line.length() && line.charAt(at) == wanted;
        }

        private boolean take(char wanted) {
            var found = ahead(wanted);
            if (found) {
                at++;
            }
            return found;
        }

        private void expect(char wanted) {
            skipSpace();
            if (!take(wanted)) {
                throw new Malformed("no " + wanted + ": " + line);
            }
        }

        private void skipSpace() {
            while (ahead(' ') || ahead('\t')) {
                at++;
            }
        }

        String rest() {
            return line.substring(at);
        }
    }
}

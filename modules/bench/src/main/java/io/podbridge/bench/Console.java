package io.podbridge.bench;

import java.util.Locale;

/** What the benchmark prints. It is a program for a terminal: its output is its result, not a log. */
final class Console {

    private Console() {}

    static void line(String text) {
        System.out.println(text.stripTrailing());
    }

    static void heading(String text) {
        line("\n== " + text);
    }

    /** With as many digits as say something. */
    static String number(double value) {
        double size = Math.abs(value);
        int digits = value == Math.rint(value) || size >= 100 ? 0 : size >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}

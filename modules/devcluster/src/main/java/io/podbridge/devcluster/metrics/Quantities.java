package io.podbridge.devcluster.metrics;

import java.util.List;

/**
 * Amounts as Kubernetes writes them, in the largest unit without a fraction ({@code Quantity.CanonicalizeBytes} of
 * apimachinery): most are {@code 123456789n} and {@code 12345Ki}.
 */
public final class Quantities {
    private static final List<String> DECIMAL = List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final int ONE = DECIMAL.indexOf("");

    private Quantities() {}

    /**
     * Processor time for each second of time.
     *
     * @param nanocores not negative
     */
    public static String cpu(long nanocores) {
        return text(nanocores, 1000, 0, DECIMAL);
    }

    /**
     * Memory. Below 1024 the units are those of other amounts, as in Go.
     *
     * @param bytes not negative
     */
    public static String memory(long bytes) {
        return bytes < 1024 ? text(bytes, 1000, ONE, DECIMAL) : text(bytes, 1024, 0, BINARY);
    }

    private static String text(long amount, int step, int unit, List<String> units) {
        var left = amount;
        var at = unit;
        while (left != 0 && left % step == 0) {
            left /= step;
            at++;
        }
        return left + (left == 0 ? "" : units.get(at));
    }
}

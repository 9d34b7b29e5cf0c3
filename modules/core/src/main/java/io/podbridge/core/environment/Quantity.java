package io.podbridge.core.environment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A quantity of a resource: {@code 100m}, {@code 1.5Gi}, {@code 1e3}. Source: Kubernetes API, {@code Quantity}. */
public record Quantity(BigDecimal value) {
    static final Quantity ZERO = new Quantity(BigDecimal.ZERO);
    static final Quantity ONE = new Quantity(BigDecimal.ONE);

    /** Exponents have at most three digits: more would only serve to fill the memory. */
    private static final Pattern SYNTAX =
            Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+))([numkMGTPE]|[KMGTPE]i|[eE][+-]?\\d{1,3})?");

    private static final Map<String, Integer> THOUSANDS =
            Map.of("n", -3, "u", -2, "m", -1, "k", 1, "M", 2, "G", 3, "T", 4, "P", 5, "E", 6);

    private static final String BINARY = "KMGTPE";

    /** Whether two texts are the same quantity; the API server writes {@code 1024Mi} as {@code 1Gi}. */
    public static boolean same(String one, String other) {
        return one.equals(other)
                || parse(one)
                        .flatMap(first -> parse(other).filter(second -> first.value.compareTo(second.value) == 0))
                        .isPresent();
    }

    /** Reads a quantity; empty if the text is none. */
    static Optional<Quantity> parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var number = new BigDecimal(matcher.group(1));
        String suffix = Optional.ofNullable(matcher.group(2)).orElse("");
        return Optional.of(new Quantity(number.multiply(factor(suffix))));
    }

    private static BigDecimal factor(String suffix) {
        if (suffix.isEmpty()) {
            return BigDecimal.ONE;
        }
        if (THOUSANDS.containsKey(suffix)) {
            return BigDecimal.ONE.scaleByPowerOfTen(3 * THOUSANDS.getOrDefault(suffix, 0));
        }
        if (suffix.endsWith("i")) {
            return BigDecimal.TWO.pow(10 * (BINARY.indexOf(suffix.charAt(0)) + 1));
        }
        return BigDecimal.ONE.scaleByPowerOfTen(
                Integer.parseInt(suffix.substring(1).replace("+", "")));
    }

    boolean zero() {
        return value.signum() == 0;
    }

    /** How many whole divisors it takes to hold it, both counted in units of 10^-scale, rounded up. */
    String dividedBy(Quantity divisor, int scale) {
        BigDecimal units = value.movePointRight(scale).setScale(0, RoundingMode.CEILING);
        BigDecimal by = divisor.value.movePointRight(scale).setScale(0, RoundingMode.CEILING);
        return units.divide(by, 0, RoundingMode.CEILING).toPlainString();
    }
}

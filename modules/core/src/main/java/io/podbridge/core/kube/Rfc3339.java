package io.podbridge.core.kube;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times of the API: RFC 3339 in whole seconds, {@code 2026-11-23T18:04:10Z}. */
final class Rfc3339 {

    private static final int USUAL_LENGTH = 20;
    private static final int SECONDS_PER_DAY = 86_400;

    private Rfc3339() {}

    static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Empty for what is no time. */
    static Optional<Instant> time(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * By hand for the usual form: a pod holds ten of them, and the JDK's parser takes as long as the rest of the pod.
     */
    private static Instant parse(String text) {
        if (text.length() != USUAL_LENGTH || text.charAt(10) != 'T' || text.charAt(19) != 'Z') {
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.SECONDS);
        }
        long day = LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10))
                .toEpochDay();
        int second = (digits(text, 11, 13) * 60 + digits(text, 14, 16)) * 60 + digits(text, 17, 19);
        return Instant.ofEpochSecond(day * SECONDS_PER_DAY + second);
    }

    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new DateTimeException("not a time: " + text);
            }
            number = number * 10 + digit;
        }
        return number;
    }
}

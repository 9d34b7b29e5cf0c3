package io.podbridge.core.kube;

import io.podbridge.core.kube.ApiResult.Conflict;
import io.podbridge.core.kube.ApiResult.Expired;
import io.podbridge.core.kube.ApiResult.Forbidden;
import io.podbridge.core.kube.ApiResult.NotFound;
import io.podbridge.core.kube.ApiResult.Problem;
import io.podbridge.core.kube.ApiResult.Refused;
import io.podbridge.core.kube.ApiResult.Unavailable;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says why something was not done, so that a person knows where to look. */
final class Problems {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private Problems() {}

    /**
     * The server said no, or somebody else did in its place: only its own words say anything about an object.
     * {@code call} is what was asked.
     */
    static Problem answered(Answer answer, Call call, Endpoint endpoint) {
        ServerStatus status = ServerStatus.of(answer.body());
        Optional<Duration> retryAfter = answer.retryAfter().or(status::retryAfter);
        return switch (answer.status()) {
            case 401, 403, 408, 429 -> of(answer.status(), status, retryAfter, call);
            case 404 ->
                status.missing(call.target())
                        ? new NotFound(status.message())
                        : unexpected(answer, call, endpoint, "a Status of v1 that says NotFound of " + call.target());
            default ->
                status.genuine() || answer.status() >= 500
                        ? of(answer.status(), status, retryAfter, call)
                        : unexpected(answer, call, endpoint, "a Status of v1");
        };
    }

    /** An answer that the API server does not give to this: it comes from something else, and means nothing. */
    static Unavailable unexpected(Answer answer, Call call, Endpoint endpoint, String expected) {
        return unexpected(
                call,
                endpoint,
                expected,
                "HTTP status " + answer.status() + " with \"" + Excerpt.of(answer.body()) + "\"",
                answer.retryAfter());
    }

    /** The same of a line of a stream. */
    static Unavailable unexpected(Call call, Endpoint endpoint, String expected, String came) {
        return unexpected(call, endpoint, expected, came, Optional.empty());
    }

    private static Unavailable unexpected(
            Call call, Endpoint endpoint, String expected, String came, Optional<Duration> retryAfter) {
        return new Unavailable(
                call + ": expected " + expected + ", and got " + came + "; something answers in the place of "
                        + endpoint.url() + ", or the address from " + endpoint.source() + " is not an API server's",
                retryAfter);
    }

    /** The server said no within a stream that had begun well. */
    static Problem inStream(ServerStatus status, Call call) {
        return of(status.code() == 0 ? 500 : status.code(), status, status.retryAfter(), call);
    }

    /** The server did not answer. */
    static Problem unanswered(Throwable error, Call call, Endpoint endpoint) {
        String message = call + ": " + describe(error, endpoint);
        return find(error, CertificateException.class).isPresent()
                ? new Forbidden(Forbidden.UNTRUSTED, message)
                : new Unavailable(message, Optional.empty());
    }

    /** The header, in seconds or as a date; capped, since a server whose clock is wrong must not stop us for a year. */
    static Optional<Duration> retryAfter(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        try {
            Duration pause = header.chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(Long.parseLong(header))
                    : Duration.between(
                            Instant.now(), ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME));
            return Optional.of(pause)
                    .filter(it -> !it.isNegative())
                    .map(it -> it.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : it);
        } catch (NumberFormatException | DateTimeException | ArithmeticException unreadable) {
            return Optional.empty();
        }
    }

    private static Problem of(int code, ServerStatus status, Optional<Duration> retryAfter, Call call) {
        String message = status.message().isEmpty() ? call + ": HTTP status " + code : status.message();
        return switch (code) {
            case 401, 403 -> new Forbidden(code, message);
            case 404 -> new NotFound(message);
            case 409 -> new Conflict(message);
            case 410 -> new Expired(message);
            case 408, 429 -> new Unavailable(message, retryAfter);
            case 422 -> blamesIdentity(status) ? new Conflict(message) : new Refused(code, message);
            default -> code >= 400 && code < 500 ? new Refused(code, message) : new Unavailable(message, retryAfter);
        };
    }

    /** A patch that names another UID is "invalid" where nothing else tells that the object was replaced. */
    private static boolean blamesIdentity(ServerStatus status) {
        return status.fields().contains("metadata.uid");
    }

    private static String describe(Throwable error, Endpoint endpoint) {
        return withoutTls(error, endpoint)
                .or(() -> withoutConnection(error, endpoint))
                .orElseGet(() -> withoutAnswer(error, endpoint));
    }

    private static Optional<String> withoutTls(Throwable error, Endpoint endpoint) {
        Optional<Throwable> certificate = find(error, CertificateException.class);
        if (certificate.isPresent()) {
            return Optional.of("the certificate of " + endpoint.url() + " is not trusted ("
                    + certificate.map(Throwable::getMessage).orElse("") + "); it is checked against "
                    + endpoint.authority());
        }
        return find(error, SSLException.class).map(tls -> "no TLS with " + endpoint.url() + " (" + text(tls) + ")");
    }

    private static Optional<String> withoutConnection(Throwable error, Endpoint endpoint) {
        String source = "; the address comes from " + endpoint.source();
        if (find(error, UnknownHostException.class).isPresent()
                || find(error, UnresolvedAddressException.class).isPresent()) {
            return Optional.of("the host of " + endpoint.url() + " is unknown" + source);
        }
        if (find(error, HttpConnectTimeoutException.class).isPresent()) {
            return Optional.of("no connection to " + endpoint.url() + " in time" + source);
        }
        return find(error, ConnectException.class)
                .map(refused -> "no connection to " + endpoint.url() + " (" + text(refused) + ")" + source);
    }

    private static String withoutAnswer(Throwable error, Endpoint endpoint) {
        boolean late = find(error, HttpTimeoutException.class).isPresent()
                || find(error, TimeoutException.class).isPresent();
        return "no answer from " + endpoint.url() + (late ? " in time" : " (" + text(unwrap(error)) + ")");
    }

    private static Throwable unwrap(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }

    private static String text(Throwable error) {
        String message = error.getMessage();
        return message == null || message.isEmpty() ? error.getClass().getSimpleName() : message;
    }

    private static <E extends Throwable> Optional<Throwable> find(Throwable error, Class<E> type) {
        int depth = 0;
        for (Throwable it = error; it != null && depth < 20; it = it.getCause(), depth++) {
            if (type.isInstance(it)) {
                return Optional.of(it);
            }
        }
        return Optional.empty();
    }
}

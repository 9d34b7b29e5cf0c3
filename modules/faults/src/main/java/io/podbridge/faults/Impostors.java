package io.podbridge.faults;

import io.podbridge.testkit.net.StandIn.Reaction;
import io.podbridge.testkit.net.StandIn.Reaction.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** What answers in an API server's place, and what an API server answers that is not well. */
final class Impostors {

    /** An ingress that does not know the host. */
    static final Answer DEFAULT_BACKEND = new Answer(404, "text/plain", "default backend - 404");

    /** A health check of a load balancer. */
    static final Answer EMPTY_OBJECT = new Answer(200, "application/json", "{}");

    /** A login page. */
    static final Answer LOGIN_PAGE =
            new Answer(200, "text/html", "<!DOCTYPE html><html><body><h1>Sign in</h1></body></html>");

    /** An ingress without its back end. */
    static final Answer BAD_GATEWAY = new Answer(503, "text/html", "<html><body>503 Service Unavailable</body></html>");

    /** All of them. */
    static final List<Answer> ALL = List.of(DEFAULT_BACKEND, EMPTY_OBJECT, LOGIN_PAGE, BAD_GATEWAY);

    private static final List<Answer> FAILURES = List.of(
            failure(503, "ServiceUnavailable", "the server is currently unable to handle the request"),
            failure(429, "TooManyRequests", "the server has received too many requests"),
            failure(500, "InternalError", "etcdserver: request timed out"));

    private static final int LATEST_MILLIS = 1_500;

    private Impostors() {}

    /** Some requests fail, the others are late. To be asked by several threads. */
    static Supplier<Reaction> brownOut(double failing, long seed) {
        var random = new Random(seed);
        return () -> {
            if (random.nextDouble() < failing) {
                return FAILURES.get(random.nextInt(FAILURES.size()));
            }
            Pause.of(Duration.ofMillis(random.nextInt(LATEST_MILLIS)));
            return new Reaction.PassOn();
        };
    }

    private static Answer failure(int code, String reason, String message) {
        return new Answer(code, "application/json", """
            {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"%s","reason":"%s","code":%d}\
            """.formatted(message, reason, code));
    }
}

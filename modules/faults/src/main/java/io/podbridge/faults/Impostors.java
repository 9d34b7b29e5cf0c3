package io.podbridge.faults;

import io.podbridge.testkit.net.StandIn.Reaction;
import io.podbridge.testkit.net.StandIn.Reaction.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Answers of what stands in an API server's place, and of an API server that is not well. */
final class Impostors {

    /** Every impostor that there is. */
    static final List<Impostor> ALL = List.of(
            Impostor.of("an ingress that does not know the host", 404, "text/plain", "default backend - 404"),
            Impostor.of("a health check of a load balancer", 200, "application/json", "{}"),
            Impostor.of("a login page", 200, "text/html", "<!DOCTYPE html><html><body><h1>Sign in</h1></body></html>"),
            Impostor.of(
                    "an ingress without its back end",
                    503,
                    "text/html",
                    "<html><body>503 Service Unavailable</body></html>"),
            new Impostor("watches that have expired, and a health check", Impostors::expired));

    private static final List<Answer> FAILURES = List.of(
            failure(503, "ServiceUnavailable", "the server is currently unable to handle the request"),
            failure(429, "TooManyRequests", "the server has received too many requests"),
            failure(500, "InternalError", "etcdserver: request timed out"));

    private static final int LATEST_MILLIS = 1_500;

    private Impostors() {}

    /** Something with its reactions to requests, by their paths with queries. */
    record Impostor(String name, Function<String, Reaction> reactions) {
        private static Impostor of(String name, int status, String contentType, String body) {
            return new Impostor(name, request -> new Answer(status, contentType, body));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Makes the watch begin again with a list. */
    private static Reaction expired(String request) {
        return request.contains("watch=")
                ? failure(410, "Expired", "too old resource version")
                : new Answer(200, "application/json", "{}");
    }

    /** Reactions of a server that fails some requests and answers the others late; for several threads. */
    static Function<String, Reaction> brownOut(double failing, long seed) {
        var random = new Random(seed);
        return request -> {
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

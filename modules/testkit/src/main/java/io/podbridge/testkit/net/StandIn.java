package io.podbridge.testkit.net;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/**
 * Answers in an HTTPS server's place, as a load balancer, an ingress or a login page does; or passes a request on, so
 * that some of them fail and the others do not. Connections come to it by way of a {@link FaultProxy}.
 */
public final class StandIn implements AutoCloseable {
    private static final Set<String> NOT_PASSED_ON =
            caseless("host", "connection", "content-length", "upgrade", "http2-settings");
    private static final Set<String> NOT_PASSED_BACK =
            caseless("content-length", "transfer-encoding", "connection", ":status");
    private static final int BUFFER = 16 << 10;

    private final HttpsServer server;
    private final HttpClient way;
    private final URI target;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger answered = new AtomicInteger();
    private volatile Function<String, Reaction> reactions = request -> new Reaction.PassOn();

    /** The fate of a request. */
    public sealed interface Reaction {

        /** The request is answered here. */
        record Answer(int status, String contentType, String body) implements Reaction {}

        /** The request is passed on to the server, and the answer back. */
        record PassOn() implements Reaction {}
    }

    /**
     * On a free loopback port.
     *
     * @param tls with a certificate that the server's clients believe
     * @param way for what is passed on; not closed here
     * @param target the server; only its host and port count
     */
    public StandIn(SSLContext tls, HttpClient way, URI target) {
        this.way = way;
        this.target = target;
        try {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    /** The port on which it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Asks for a reaction to each request from now on, by its path with its query. */
    public void react(Function<String, Reaction> reaction) {
        reactions = reaction;
    }

    /** The number of requests that were answered here. */
    public int answered() {
        return answered.get();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (reactions.apply(exchange.getRequestURI().toString())) {
                case Reaction.Answer answer -> answer(exchange, answer);
                case Reaction.PassOn passOn -> passOn(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, Reaction.Answer answer) throws IOException {
        answered.incrementAndGet();
        exchange.getRequestBody().readAllBytes();
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        if (answer.status() == 429 || answer.status() == 503) {
            exchange.getResponseHeaders().set("Retry-After", "1");
        }
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    private void passOn(HttpExchange exchange) throws IOException, InterruptedException {
        var body =
                HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes());
        var request = HttpRequest.newBuilder(
                        target.resolve(exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), body);
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name)) {
                values.forEach(value -> request.header(name, value));
            }
        });
        var response = way.send(request.build(), BodyHandlers.ofInputStream());
        response.headers().map().forEach((name, values) -> {
            if (!NOT_PASSED_BACK.contains(name)) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        exchange.sendResponseHeaders(response.statusCode(), 0);
        copy(exchange, response.body());
    }

    /** Flushed after each piece: an event of a watch must not wait for the next one. */
    private static void copy(HttpExchange exchange, java.io.InputStream from) throws IOException {
        try (from) {
            byte[] buffer = new byte[BUFFER];
            for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                exchange.getResponseBody().write(buffer, 0, n);
                exchange.getResponseBody().flush();
            }
        }
    }

    private static Set<String> caseless(String... names) {
        Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        all.addAll(Set.of(names));
        return all;
    }
}

package io.podbridge.bench;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * As little between a benchmark and the API server as can be: the JDK's HTTP/2 client, a few connections, bodies as
 * text. Safe for use by several threads.
 */
final class ApiClient implements AutoCloseable {

    /**
     * kube-apiserver takes 100 streams a connection, and the JDK's client fails what is above that instead of queueing
     * it. A stream counts until both sides know that it has ended, hence the margin.
     */
    static final int STREAMS_PER_CONNECTION = 80;

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** Metadata only, in the answers to writes: nobody needs to be sent what was just written. */
    private static final String METADATA_ONLY =
            "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";

    private final URI server;
    private final ExecutorService executor;
    private final List<Connection> connections;

    private ApiClient(URI server, ExecutorService executor, List<Connection> connections) {
        this.server = server;
        this.executor = executor;
        this.connections = connections;
    }

    private record Connection(HttpClient http, AtomicInteger inFlight) {}

    /** An answer of the API server, or none: then the status is 0 and the body says why. */
    record Reply(int status, String body) {
        boolean ok() {
            return status >= 200 && status < 300;
        }
    }

    /**
     * Connects, with enough connections for {@code depth} requests at a time.
     *
     * @throws IllegalStateException when the server does not answer
     */
    static ApiClient connect(Path kubeconfig, int depth) {
        var config = Config.fromKubeconfig(kubeconfig.toFile());
        var executor = Executors.newFixedThreadPool(
                4, Thread.ofPlatform().name("bench-http-", 0).daemon().factory());
        try {
            var tls = SSLUtils.sslContext(config);
            int count = (depth + STREAMS_PER_CONNECTION - 1) / STREAMS_PER_CONNECTION;
            var connections = IntStream.range(0, count)
                    .mapToObj(i -> HttpClient.newBuilder()
                            .sslContext(tls)
                            .executor(executor)
                            .build())
                    .map(http -> new Connection(http, new AtomicInteger()))
                    .toList();
            var client = new ApiClient(URI.create(config.getMasterUrl()), executor, connections);
            connections.forEach(connection -> client.open(connection.http()));
            return client;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot use the credentials of " + kubeconfig, e);
        }
    }

    CompletableFuture<Reply> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).timeout(TIMEOUT).GET());
    }

    CompletableFuture<Reply> create(String path, String json) {
        return send(write(path, "application/json").POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    CompletableFuture<Reply> patch(String path, String json) {
        return send(write(path, "application/strategic-merge-patch+json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(json)));
    }

    CompletableFuture<Reply> delete(String path, String options) {
        return send(write(path, "application/json").method("DELETE", HttpRequest.BodyPublishers.ofString(options)));
    }

    /**
     * Streams the lines of an answer that may never end; on a connection of its own if this client has only one use.
     */
    <T> CompletableFuture<HttpResponse<T>> stream(String path, HttpResponse.BodyHandler<T> handler) {
        return connections
                .getFirst()
                .http()
                .sendAsync(HttpRequest.newBuilder(uri(path)).build(), handler);
    }

    @Override
    public void close() {
        connections.forEach(connection -> connection.http().shutdownNow());
        executor.shutdownNow();
    }

    private CompletableFuture<Reply> send(HttpRequest.Builder request) {
        var connection = leastUsed();
        connection.inFlight().incrementAndGet();
        return connection
                .http()
                .sendAsync(request.build(), BodyHandlers.ofString())
                .handle((response, problem) -> {
                    connection.inFlight().decrementAndGet();
                    return response == null
                            ? new Reply(0, String.valueOf(problem))
                            : new Reply(response.statusCode(), response.body());
                });
    }

    /** Not simply one after the other: answers come unevenly, and then one of them would have too many streams. */
    private Connection leastUsed() {
        var least = connections.getFirst();
        for (var connection : connections) {
            if (connection.inFlight().get() < least.inFlight().get()) {
                least = connection;
            }
        }
        return least;
    }

    private HttpRequest.Builder write(String path, String contentType) {
        return HttpRequest.newBuilder(uri(path))
                .timeout(TIMEOUT)
                .header("Content-Type", contentType)
                .header("Accept", METADATA_ONLY);
    }

    private URI uri(String path) {
        return server.resolve(path);
    }

    /** The first request makes the connection; many at once would make one each. */
    private void open(HttpClient connection) {
        var request = HttpRequest.newBuilder(uri("/version")).timeout(TIMEOUT).build();
        try {
            int status = connection.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new IllegalStateException("the API server answers " + status + " to GET /version");
            }
        } catch (IOException e) {
            throw new IllegalStateException("the API server cannot be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while connecting", e);
        }
    }
}

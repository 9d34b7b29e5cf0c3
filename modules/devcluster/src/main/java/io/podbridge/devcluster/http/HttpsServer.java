package io.podbridge.devcluster.http;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.ConnectionContext;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;

/** Listens on loopback with TLS, HTTP/1.1 and HTTP/2 on the same port. */
final class HttpsServer implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration START = Duration.ofSeconds(10);

    private final ServerBinding binding;

    private HttpsServer(ServerBinding binding) {
        this.binding = binding;
    }

    static CompletionStage<HttpsServer> start(ActorSystem<?> system, int port, SSLContext tls, Router router) {
        return Http.get(system)
                .newServerAt(LOOPBACK, port)
                .enableHttps(ConnectionContext.httpsServer(() -> engine(tls)))
                .bind(router::handle)
                .thenApply(HttpsServer::new);
    }

    private static SSLEngine engine(SSLContext tls) {
        var engine = tls.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setWantClientAuth(true);
        return new PlainHttpGuard(engine);
    }

    int port() {
        return binding.localAddress().getPort();
    }

    @Override
    public void close() {
        binding.unbind().toCompletableFuture().orTimeout(START.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS).join();
    }
}

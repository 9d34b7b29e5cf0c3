package io.podbridge.devcluster.http;

import io.podbridge.devcluster.api.Api;
import io.podbridge.devcluster.discovery.Discovery;
import io.podbridge.devcluster.fault.Faults;
import io.podbridge.devcluster.identity.AccessRules;
import io.podbridge.devcluster.identity.Authenticator;
import io.podbridge.devcluster.metrics.MetricsApi;
import io.podbridge.devcluster.openapi.OpenApi;
import io.podbridge.devcluster.proxy.KubeletProxy;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.ConnectionContext;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.stream.SystemMaterializer;

/** Listens on loopback with TLS, HTTP/1.1 and HTTP/2 on the same port, and wires the routes. */
public final class ApiEndpoint implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Clients that know the schema of another build must not keep it. */
    private static final String REVISION = UUID.randomUUID().toString();

    /**
     * What the routes need.
     *
     * @param kubelets may be asked for logs and streams
     * @param metrics what nodes and pods use
     */
    public record Parts(
            Api api,
            Authenticator authenticator,
            AccessRules rules,
            Faults faults,
            KubeletProxy kubelets,
            MetricsApi metrics,
            Clock clock) {}

    private final ServerBinding binding;

    private ApiEndpoint(ServerBinding binding) {
        this.binding = binding;
    }

    /**
     * Blocks until it listens.
     *
     * @throws java.util.concurrent.CompletionException if the port is taken
     */
    public static ApiEndpoint start(ActorSystem<?> system, HttpSettings settings, SSLContext tls, Parts parts) {
        var router = router(system, settings, parts);
        var binding = Http.get(system)
                .newServerAt(LOOPBACK, settings.port())
                .enableHttps(ConnectionContext.httpsServer(() -> {
                    var engine = tls.createSSLEngine();
                    engine.setUseClientMode(false);
                    engine.setWantClientAuth(true);
                    return new PlainHttpGuard(engine);
                }))
                .bind(router::handle)
                .toCompletableFuture()
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        return new ApiEndpoint(binding);
    }

    private static Router router(ActorSystem<?> system, HttpSettings settings, Parts parts) {
        var api = parts.api();
        var resources = new ResourceRoutes(
                api,
                new Writes(api),
                new Deletes(api),
                new WatchRoute(api, parts.faults(), settings, parts.clock()),
                new Actions(api, new Reviews(parts.authenticator(), parts.rules())),
                parts.kubelets(),
                new MetricsRoutes(parts.metrics()));
        return new Router(
                new Identification(parts.authenticator(), parts.rules()),
                parts.rules(),
                parts.faults(),
                new Documents(new Discovery(LOOPBACK + ":" + settings.port()), new OpenApi(REVISION)),
                resources,
                SystemMaterializer.get(system).materializer());
    }

    public int port() {
        return binding.localAddress().getPort();
    }

    /** Takes no more connections. Those that are open end with the actor system. */
    @Override
    public void close() {
        binding.unbind()
                .toCompletableFuture()
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}

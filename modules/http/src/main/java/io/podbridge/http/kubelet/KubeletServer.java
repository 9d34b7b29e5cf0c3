package io.podbridge.http.kubelet;

import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.kubelet.KubeletSettings;
import io.podbridge.http.channel.Connections;
import io.podbridge.http.channel.Limits;
import io.podbridge.http.identity.ClientCertificates;
import io.podbridge.http.identity.Gate;
import io.podbridge.http.identity.KubeReviews;
import io.podbridge.http.identity.PublishedAuthority;
import io.podbridge.http.identity.Reviews;
import io.podbridge.http.identity.ServingCertificate;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.ConnectionContext;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SharedKillSwitch;

/** The kubelet API of a replica, over HTTPS. */
public final class KubeletServer {

    private final ServerBinding binding;
    private final Connections connections;
    private final SharedKillSwitch logs;
    private final Runnable ending;
    private final Duration patience;

    private KubeletServer(
            ServerBinding binding, Connections connections, SharedKillSwitch logs, Runnable ending, Duration patience) {
        this.binding = binding;
        this.connections = connections;
        this.logs = logs;
        this.ending = ending;
        this.patience = patience;
    }

    /**
     * Starts it.
     *
     * @param api whom it asks who comes and what they may do, and of whom it requests its certificate if it should
     * @return fails if it cannot listen
     * @throws io.podbridge.http.identity.IdentityException if certificates or keys cannot be used
     */
    public static CompletionStage<KubeletServer> start(
            ClassicActorSystemProvider system, KubeletSettings settings, NodeView node, KubeApi api) {
        return start(
                system,
                settings,
                node,
                new KubeReviews(api),
                clients -> settings.requestCertificate()
                        ? ServingCertificate.requested(system, api, node.nodeName(), settings.hosts(), clients)
                        : serving(settings, node.nodeName(), clients));
    }

    /** The same without a request for a certificate. */
    static CompletionStage<KubeletServer> start(
            ClassicActorSystemProvider system, KubeletSettings settings, NodeView node, Reviews reviews) {
        return start(system, settings, node, reviews, clients -> serving(settings, node.nodeName(), clients));
    }

    private static CompletionStage<KubeletServer> start(
            ClassicActorSystemProvider system,
            KubeletSettings settings,
            NodeView node,
            Reviews reviews,
            Function<ClientCertificates, ServingCertificate> certificate) {
        PublishedAuthority published =
                PublishedAuthority.unless(settings.access().clientAuthority().isPresent(), reviews, system);
        ClientCertificates clients = settings.access()
                .clientAuthority()
                .map(file -> ClientCertificates.of(Optional.of(file)))
                .orElseGet(() -> ClientCertificates.of(published));
        ServingCertificate serving = certificate.apply(clients);
        Gate gate = new Gate(node.nodeName(), settings.access(), clients, reviews, Clock.systemUTC());
        Connections connections = new Connections(settings.maxStreams());
        SharedKillSwitch logs = KillSwitches.shared("kubelet-logs");
        KubeletRoutes routes = routes(system, settings, node, gate, connections, logs);
        Runnable ending = () -> {
            published.close();
            serving.close();
        };
        return published
                .ready()
                .thenCompose(read -> Http.get(system)
                        .newServerAt(settings.bindHost(), settings.port())
                        .withSettings(ServerHttp.settings(system, settings))
                        .enableHttps(ConnectionContext.httpsServer(serving::engine))
                        .bind(routes::handle))
                .thenApply(
                        binding -> new KubeletServer(binding, connections, logs, ending, settings.shutdownTimeout()));
    }

    /**
     * Reads the files that the settings name.
     *
     * @throws io.podbridge.http.identity.IdentityException if one cannot be used
     */
    public static void check(KubeletSettings settings) {
        serving(settings, "", ClientCertificates.of(settings.access().clientAuthority()));
    }

    static KubeletRoutes routes(
            ClassicActorSystemProvider system,
            KubeletSettings settings,
            NodeView node,
            Gate gate,
            Connections connections,
            SharedKillSwitch logs) {
        Materializer materializer = Materializer.matFromSystem(system);
        return new KubeletRoutes(
                gate,
                new StreamRoutes(node, settings.creationTimeout(), limits(settings), connections, materializer),
                new LogRoutes(node, Clock.systemUTC(), logs),
                new DocumentRoutes(node, Clock.systemUTC()),
                materializer);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return binding.localAddress();
    }

    public int port() {
        return address().getPort();
    }

    /** Conversations that go on now. */
    public int conversations() {
        return connections.conversing();
    }

    /**
     * Takes no more requests and ends what goes on: commands and forwarded ports with a failure that says why, logs
     * that are followed with a broken response.
     *
     * @return completes when it is over, at the latest after three times the shutdown timeout
     */
    public CompletionStage<Void> shutdown(String reason) {
        ending.run();
        logs.abort(new ShutdownException(reason));
        var drained = connections.interruptAll(reason);
        return binding.unbind()
                .thenCompose(unbound -> within(drained))
                .thenCompose(told -> within(connections.closed()))
                .thenCompose(left -> {
                    connections.abortAll();
                    return binding.terminate(patience);
                })
                .thenApply(terminated -> null);
    }

    private CompletionStage<Void> within(CompletionStage<Void> stage) {
        return stage.toCompletableFuture().completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** With which the log of a replica that goes breaks off. */
    static final class ShutdownException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ShutdownException(String reason) {
            super(reason, null, false, false);
        }
    }

    private static ServingCertificate serving(KubeletSettings settings, String node, ClientCertificates clients) {
        return settings.certificate()
                .flatMap(
                        certificate -> settings.key().map(key -> ServingCertificate.ofFiles(certificate, key, clients)))
                .orElseGet(() -> ServingCertificate.selfSigned(node, settings.hosts(), clients));
    }

    private static Limits limits(KubeletSettings settings) {
        Limits usual = Limits.DEFAULT;
        return new Limits(usual.buffer(), usual.channels(), settings.idleTimeout(), usual.probe(), usual.linger());
    }
}

package io.podbridge.devcluster;

import io.podbridge.devcluster.api.Api;
import io.podbridge.devcluster.api.WriteOptions;
import io.podbridge.devcluster.control.ControllerSettings;
import io.podbridge.devcluster.control.Controllers;
import io.podbridge.devcluster.fault.Faults;
import io.podbridge.devcluster.http.ApiEndpoint;
import io.podbridge.devcluster.http.HttpConfig;
import io.podbridge.devcluster.http.HttpSettings;
import io.podbridge.devcluster.identity.AccessRules;
import io.podbridge.devcluster.identity.Authenticator;
import io.podbridge.devcluster.identity.TokenHolder;
import io.podbridge.devcluster.identity.User;
import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.metrics.MetricsApi;
import io.podbridge.devcluster.metrics.Readings;
import io.podbridge.devcluster.metrics.ScrapeSettings;
import io.podbridge.devcluster.metrics.Scraper;
import io.podbridge.devcluster.proxy.KubeletMetrics;
import io.podbridge.devcluster.proxy.KubeletProxy;
import io.podbridge.devcluster.resource.ResourceTypes;
import io.podbridge.devcluster.tls.CertificateAuthority;
import io.podbridge.devcluster.tls.IssuedCertificate;
import io.podbridge.devcluster.tls.TlsContexts;
import io.podbridge.devcluster.verbs.ApiServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A Kubernetes API server in this JVM: HTTPS on loopback, everything in memory, gone when it is closed. Thread-safe.
 */
public final class DevCluster implements AutoCloseable {
    private static final long END_SECONDS = 20;
    private static final List<String> HOSTS = List.of(
            "localhost",
            "kubernetes",
            "kubernetes.default",
            "kubernetes.default.svc",
            "kubernetes.default.svc.cluster.local");
    private static final List<String> ADDRESSES = List.of("127.0.0.1", "::1", "10.96.0.1");

    private final ActorSystem<Void> system;
    private final ApiServer api;
    private final ApiEndpoint endpoint;
    private final CertificateAuthority authority;
    private final Authenticator authenticator;
    private final AccessRules rules = new AccessRules();
    private final Faults faults = new Faults();
    private final String adminToken;
    private final IssuedCertificate toKubelets;
    private final Readings readings = new Readings();

    private DevCluster(DevClusterSettings settings) {
        this.authority = new CertificateAuthority("podbridge-devcluster", settings.clock());
        this.api = ApiServer.start(settings.clock());
        publishAuthority();
        this.authenticator = new Authenticator(authority, this::serviceAccount);
        this.adminToken = authenticator.issueToken(User.authenticated("admin", List.of(User.MASTERS)));
        this.toKubelets = authority.client("kube-apiserver-kubelet-client", List.of(User.MASTERS));
        this.system = ActorSystem.create(root(settings), "devcluster", HttpConfig.load());
        try {
            this.endpoint = listen(settings);
        } catch (RuntimeException e) {
            system.terminate();
            throw e;
        }
        var bookmarks = settings.bookmarkInterval();
        system.scheduler().scheduleAtFixedRate(bookmarks, bookmarks, api::tick, system.executionContext());
    }

    /** For the servers behind this one, as kube-apiserver does. */
    private void publishAuthority() {
        var map = Json.object();
        map.putObject("metadata").put("name", "extension-apiserver-authentication");
        map.putObject("data").put("client-ca-file", authority.certificatePem());
        var unused = api.create(ResourceTypes.CONFIG_MAPS, "kube-system", map, WriteOptions.of("kube-apiserver"));
    }

    private Behavior<Void> root(DevClusterSettings settings) {
        return Behaviors.setup(context -> {
            if (settings.controllers()) {
                var controllers = Controllers.behavior(
                        api, settings.clock(), ControllerSettings.DEFAULT, authority.certificatePem());
                context.spawn(controllers, "controllers");
                var kubelets = new KubeletMetrics(toKubelets, settings.clock(), context.getSystem());
                var scraper = Scraper.behavior(api, kubelets, readings, ScrapeSettings.DEFAULT);
                context.spawn(scraper, "scraper");
            }
            return Behaviors.empty();
        });
    }

    /**
     * Starts a server and blocks until it listens.
     *
     * @throws java.util.concurrent.CompletionException if the port is taken
     */
    public static DevCluster start(DevClusterSettings settings) {
        return new DevCluster(settings);
    }

    private ApiEndpoint listen(DevClusterSettings settings) {
        var own = authority.server("kube-apiserver", HOSTS, ADDRESSES);
        var parts = new ApiEndpoint.Parts(
                api,
                authenticator,
                rules,
                faults,
                new KubeletProxy(api, toKubelets, system),
                new MetricsApi(api, readings, settings.clock()),
                settings.clock());
        return ApiEndpoint.start(
                system,
                new HttpSettings(settings.port(), settings.watchBuffer()),
                TlsContexts.server(own, authority.certificate()),
                parts);
    }

    private Optional<TokenHolder> serviceAccount(String token) {
        return api.identity(token)
                .map(found -> new TokenHolder(
                        new User(found.user(), found.uid(), found.groups(), Map.of()), found.audiences()));
    }

    public int port() {
        return endpoint.port();
    }

    public String url() {
        return "https://127.0.0.1:" + port();
    }

    /** The verbs without HTTP. */
    public Api api() {
        return api;
    }

    public Faults faults() {
        return faults;
    }

    /** Who may do what, for tests that take rights away. */
    public AccessRules rules() {
        return rules;
    }

    /** May do everything; as long as the server lives. */
    public String adminToken() {
        return adminToken;
    }

    /** A token for a user of some groups; as long as the server lives. */
    public String token(String user, Collection<String> groups) {
        return authenticator.issueToken(User.authenticated(user, List.copyOf(groups)));
    }

    /** Signs the server's certificate, and those of clients and kubelets. */
    public CertificateAuthority authority() {
        return authority;
    }

    /** For a client that the server knows as this user. */
    public IssuedCertificate clientCertificate(String user, Collection<String> groups) {
        return authority.client(user, groups);
    }

    /** Writes how the administrator reaches the server, readable by the owner of the file only. */
    public void kubeconfig(Path file) throws IOException {
        new Kubeconfig(url(), authority.certificatePem(), Kubeconfig.token(adminToken)).write(file);
    }

    /** The same for a client with a certificate. */
    public void kubeconfig(Path file, IssuedCertificate client) throws IOException {
        var user = Kubeconfig.certificate(client.certificatePem(), client.keyPem());
        new Kubeconfig(url(), authority.certificatePem(), user).write(file);
    }

    /** Ends everything and blocks until it has ended. What was stored is gone. */
    @Override
    public void close() {
        faults.liftAll();
        endpoint.close();
        system.terminate();
        system.getWhenTerminated()
                .toCompletableFuture()
                .orTimeout(END_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}

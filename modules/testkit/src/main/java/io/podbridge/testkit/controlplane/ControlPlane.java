package io.podbridge.testkit.controlplane;

import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * A running control plane. Everything it started is gone when it is closed, and when this JVM ends in any other way.
 *
 * <p>Not for several threads at once: a test stops and starts servers in order.
 */
public final class ControlPlane implements AutoCloseable {

    /** Tokens are not renewed here: longer than any test or benchmark. */
    private static final Duration TOKEN_VALIDITY = Duration.ofHours(24);

    /** The name of the store's program, and of its directory. */
    private static final String STORE = "etcd";

    private static final String BACKUP = "etcd-backup";

    private final WorkDirectory directory;
    private final Pki pki;
    private final Probe probe;
    private final Path adminKubeconfig;
    private final Path authorityFile;
    private final Servers servers = new Servers();
    private final AtomicInteger kubeconfigs = new AtomicInteger();
    private final URI url;
    private final Server apiServer;

    private ControlPlane(ControlPlanePrograms programs, ControlPlaneOptions options) {
        directory = WorkDirectory.of(options.directory());
        pki = Pki.create(directory.path());
        authorityFile = pki.ca().certificate();
        probe = new Probe(pki.authority(), pki.admin());
        try {
            Commands commands = new Commands(programs, options, directory.path(), pki);
            apiServer = startStoreAndApiServer(commands);
            url = URI.create("https://127.0.0.1:" + apiServer.port());
            adminKubeconfig = write("admin.kubeconfig", pki.admin());
            startControllers(commands, options);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Starts what {@link ControlPlaneOptions#plain()} describes. */
    public static ControlPlane start() {
        return start(ControlPlaneOptions.plain());
    }

    /**
     * Starts a control plane and waits until it is ready.
     *
     * @throws ControlPlaneMissingException when its programs are not on this machine
     * @throws IllegalStateException when a server ends or is not ready in time; the message has the end of its log
     */
    public static ControlPlane start(ControlPlaneOptions options) {
        return new ControlPlane(ControlPlanePrograms.locate(), options);
    }

    /** Where kube-apiserver is: https, on loopback, the same for the life of this control plane. */
    public URI url() {
        return url;
    }

    /** The certificate of the authority that signed everything here, PEM. */
    public Path caFile() {
        return authorityFile;
    }

    /** Certificates, kubeconfigs, logs and data are here. */
    public Path directory() {
        return directory.path();
    }

    /** A kubeconfig that may do everything. */
    public Path adminKubeconfig() {
        return adminKubeconfig;
    }

    /** A new client for everything, to be closed by the caller. */
    public KubernetesClient adminClient() {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(adminKubeconfig.toFile()))
                .build();
    }

    /** A kubeconfig with a new client certificate for the user {@code commonName}, member of {@code groups}. */
    public Path kubeconfigFor(String commonName, String... groups) {
        return write(nextKubeconfig(), pki.authority().client(commonName, List.of(groups)));
    }

    /**
     * A kubeconfig with a token of an existing ServiceAccount, valid for a day.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when there is no such ServiceAccount
     */
    public Path kubeconfigForServiceAccount(String namespace, String name) {
        TokenRequest request = new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(TOKEN_VALIDITY.toSeconds())
                .endSpec()
                .build();
        try (KubernetesClient admin = adminClient()) {
            String token = admin.serviceAccounts()
                    .inNamespace(namespace)
                    .withName(name)
                    .tokenRequest(request)
                    .getStatus()
                    .getToken();
            return Kubeconfig.withToken(file(nextKubeconfig()), url, authorityPem(), token);
        }
    }

    /**
     * A server certificate of this authority, for example of a kubelet API; {@code hosts} are addresses or DNS names.
     */
    public CertificateFiles serverCertificate(String commonName, List<String> groups, String... hosts) {
        return pki.authority()
                .server(commonName, groups, List.of(hosts))
                .writeTo(directory.path(), "server-" + kubeconfigs.incrementAndGet());
    }

    /** For a server that its clients take for this API server: of the same authority and for the same addresses. */
    public SSLContext impostorContext() {
        return pki.authority().server("kube-apiserver", List.of(), Pki.LOOPBACK).serverContext();
    }

    /** The same kubeconfig for another way to the API server, {@code https} and on loopback. */
    public Path kubeconfigAt(Path kubeconfig, URI way) {
        return Kubeconfig.moved(kubeconfig, file(nextKubeconfig()), url, way);
    }

    /**
     * Stops kube-apiserver as an upgrade would: with SIGTERM. It refuses new connections at once, and the data stay. It
     * ends in about a second, but waits for clients with a watch over HTTP/2 (all Go clients, such as kube-scheduler):
     * those it loses when it is killed after ten seconds.
     */
    public void stopApiServer() {
        apiServer.stop();
    }

    /** Kills kube-apiserver: connections are reset without a goodbye. */
    public void killApiServer() {
        apiServer.kill();
    }

    /** Starts kube-apiserver again on the same port, with the same data, and waits until it is ready. */
    public void startApiServer() {
        apiServer.startAgain();
    }

    /**
     * Exchanges the cluster behind the address: kube-apiserver goes on, after a restart, with the other of two stores.
     * The second one is empty at first, and so another Kubernetes cluster, with the same authority.
     */
    public void exchangeStore() {
        withStoreAtRest(() -> directory.exchange(STORE, "etcd-of-another-cluster"));
    }

    /** Makes a backup of etcd's data, in the place of the one before; kube-apiserver is away for that time. */
    public void saveStore() {
        withStoreAtRest(() -> directory.copy(STORE, BACKUP));
    }

    /**
     * Sets etcd back to the last backup: objects, and the counter that their versions are taken from.
     *
     * @throws IllegalStateException when there is none
     */
    public void restoreStore() {
        withStoreAtRest(() -> directory.copy(BACKUP, STORE));
    }

    /** kube-apiserver has to begin anew: what it remembers of the store may not hold any more. */
    private void withStoreAtRest(Runnable change) {
        Server etcd = servers.named(STORE);
        apiServer.kill();
        etcd.stop();
        change.run();
        etcd.startAgain();
        apiServer.startAgain();
    }

    /** Halts kube-apiserver with SIGSTOP: connections stay open and nothing answers. */
    public void pauseApiServer() {
        apiServer.pause();
    }

    /** Ends {@link #pauseApiServer()} and waits until requests are answered again. */
    public void resumeApiServer() {
        apiServer.resume();
        apiServer.awaitReady();
    }

    /** The processes that run now, by name of the program. */
    public Map<String, Long> pids() {
        return servers.pids();
    }

    /** What each of them costs now, by name of the program. */
    public Map<String, ProcessUsage> usage() {
        Map<String, ProcessUsage> usage = new TreeMap<>();
        pids().forEach((name, pid) -> usage.put(name, ProcessUsage.of(pid)));
        return usage;
    }

    /** The last {@code lines} that each server printed, with headings: for a report of a failure. */
    public String logTails(int lines) {
        return servers.logTails(lines);
    }

    /**
     * Stops everything, the store last, and deletes the directory unless it was given. Does nothing the second time.
     */
    @Override
    public void close() {
        try {
            servers.stop();
        } finally {
            probe.close();
            directory.delete();
        }
    }

    private Server startStoreAndApiServer(Commands commands) {
        Server etcd = Server.start(
                STORE, directory.path(), commands::etcd, port -> probe.all("http://127.0.0.1:" + port + "/readyz"));
        servers.add(etcd);
        Server started = Server.start(
                "kube-apiserver",
                directory.path(),
                port -> commands.apiServer(port, etcd.port()),
                // The namespace is made a moment after /readyz says yes, and a kubelet needs it at once.
                port -> probe.all(
                        "https://127.0.0.1:" + port + "/readyz",
                        "https://127.0.0.1:" + port + "/api/v1/namespaces/default",
                        "https://127.0.0.1:" + port + "/api/v1/namespaces/kube-node-lease"));
        servers.add(started);
        return started;
    }

    private void startControllers(Commands commands, ControlPlaneOptions options) {
        if (options.controllerManager()) {
            Path kubeconfig = controllerKubeconfig("kube-controller-manager");
            servers.add(Server.start(
                    "kube-controller-manager",
                    directory.path(),
                    port -> commands.controllerManager(port, kubeconfig),
                    // Until it has made this account, no pod is admitted to the namespace.
                    port -> probe.all(
                            "https://127.0.0.1:" + port + "/healthz",
                            url + "/api/v1/namespaces/default/serviceaccounts/default")));
        }
        if (options.scheduler()) {
            Path kubeconfig = controllerKubeconfig("kube-scheduler");
            servers.add(Server.start(
                    "kube-scheduler",
                    directory.path(),
                    port -> commands.scheduler(port, kubeconfig),
                    port -> probe.all("https://127.0.0.1:" + port + "/healthz")));
        }
    }

    private Path controllerKubeconfig(String program) {
        return write(program + ".kubeconfig", pki.authority().client("system:" + program, List.of()));
    }

    private Path write(String name, Identity user) {
        return Kubeconfig.withCertificate(file(name), url, authorityPem(), user);
    }

    private Path file(String name) {
        return directory.path().resolve(name);
    }

    private String nextKubeconfig() {
        return "user-" + kubeconfigs.incrementAndGet() + ".kubeconfig";
    }

    private String authorityPem() {
        return pki.authority().self().certificatePem();
    }
}

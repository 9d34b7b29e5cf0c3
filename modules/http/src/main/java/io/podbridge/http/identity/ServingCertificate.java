package io.podbridge.http.identity;

import io.podbridge.core.kube.KubeApi;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/** Who the server is, as TLS engines of new connections. For any thread. */
public final class ServingCertificate implements AutoCloseable {

    private final Supplier<SSLContext> context;
    private final Runnable ending;

    private ServingCertificate(Supplier<SSLContext> context, Runnable ending) {
        this.context = context;
        this.ending = ending;
    }

    /**
     * From PEM files, read again when one of them changes.
     *
     * @throws IdentityException if they cannot be used
     */
    public static ServingCertificate ofFiles(Path certificate, Path key, ClientCertificates clients) {
        WatchedFiles<SSLContext> files = WatchedFiles.of(
                List.of(certificate, key),
                () -> ServerTls.context(Pem.certificates(certificate), Pem.key(key), clients));
        return new ServingCertificate(files::current, () -> {});
    }

    /**
     * Signed by itself, valid for a year from now; as the kubelet's, it is made anew with each start.
     *
     * @param hosts addresses or DNS names
     */
    public static ServingCertificate selfSigned(String node, List<String> hosts, ClientCertificates clients) {
        SSLContext context = selfSigned(new ServingIdentity(node, hosts), clients);
        return new ServingCertificate(() -> context, () -> {});
    }

    /**
     * Signed by the cluster: requested with a CertificateSigningRequest for {@code kubernetes.io/kubelet-serving}, and
     * again before it expires, as by a kubelet with {@code serverTLSBootstrap}. Returns at once: until somebody has
     * approved the request, for which the log says the command, it is a self-signed one. Nothing that goes wrong with
     * the API server ends it; it goes on until it is closed or the actor system ends.
     *
     * @param api the user's rights: create and get {@code certificatesigningrequests}
     * @param hosts addresses or DNS names, at least one
     * @throws IdentityException if there is no host, without which the signer refuses
     */
    public static ServingCertificate requested(
            ClassicActorSystemProvider system,
            KubeApi api,
            String node,
            List<String> hosts,
            ClientCertificates clients) {
        ServingIdentity identity = new ServingIdentity(node, List.copyOf(hosts));
        return requested(system, api, identity, clients, RotationPacing.USUAL, Clock.systemUTC());
    }

    static ServingCertificate requested(
            ClassicActorSystemProvider system,
            KubeApi api,
            ServingIdentity identity,
            ClientCertificates clients,
            RotationPacing pacing,
            InstantSource clock) {
        if (identity.hosts().isEmpty()) {
            throw new IdentityException("a serving certificate can be requested for at least one address or DNS name");
        }
        AtomicReference<SSLContext> newest = new AtomicReference<>(selfSigned(identity, clients));
        var behavior = CertificateAgent.create(
                api,
                identity,
                new Rotation(pacing),
                clock,
                () -> ThreadLocalRandom.current().nextDouble(),
                issued -> newest.set(
                        ServerTls.context(issued.chain(), issued.keys().getPrivate(), clients)));
        var agent = Adapter.toTyped(system.classicSystem())
                .systemActorOf(behavior, "serving-certificate-" + UUID.randomUUID(), Props.empty());
        return new ServingCertificate(newest::get, () -> agent.tell(new CertificateAgent.Stop()));
    }

    /** For one connection, with the certificate as it is now: TLS 1.2 or 1.3, with any client certificate or none. */
    public SSLEngine engine() {
        return ServerTls.engine(context.get());
    }

    /** Requests nothing any more; what there is can still be used. */
    @Override
    public void close() {
        ending.run();
    }

    private static SSLContext selfSigned(ServingIdentity identity, ClientCertificates clients) {
        KeyPair keys = ServingIdentity.newKeys();
        return ServerTls.context(List.of(identity.selfSigned(keys)), keys.getPrivate(), clients);
    }
}

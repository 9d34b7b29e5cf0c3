package io.podbridge.http.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.podbridge.core.kube.Fabric8KubeApi;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.kube.KubeSettings;
import io.podbridge.http.identity.RotationPacing.Pause;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.Kubectl;
import io.podbridge.testkit.controlplane.RbacFixture;
import io.podbridge.testkit.controlplane.WithControlPlane;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.ConnectionContext;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * A serving certificate of a real cluster, with a replica's rights: its approver is kubectl, its signer the cluster's.
 */
@WithControlPlane(controllerManager = true, exclusive = true)
class RequestedCertificateIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern COMMAND = Pattern.compile("kubectl (certificate approve \\S+)");

    /** Quick, but for the two that must not come twice within a test. */
    private static final RotationPacing PACING = new RotationPacing(
            new Pause(Duration.ofMillis(50), Duration.ofMillis(200)),
            new Pause(Duration.ofMillis(100), Duration.ofMillis(500)),
            new Pause(Duration.ofMillis(100), Duration.ofMillis(500)),
            Duration.ofMillis(300),
            Duration.ofHours(1),
            Duration.ofMinutes(10),
            Duration.ofMillis(100));

    private final ActorSystem system = ActorSystem.create("serving");
    private final ServingIdentity identity = new ServingIdentity(
            "node-" + UUID.randomUUID().toString().substring(0, 8),
            List.of("127.0.0.1", "::1", "localhost", "bridge.example"));
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final AtomicInteger clockRead = new AtomicInteger();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final ControlPlane controlPlane;
    private final KubernetesClient cluster;
    private final Kubectl admin;
    private final KubeApi api;
    private int port;

    RequestedCertificateIT(ControlPlane controlPlane) {
        this.controlPlane = controlPlane;
        this.cluster = controlPlane.adminClient();
        this.admin = Kubectl.with(controlPlane.adminKubeconfig());
        this.api = Fabric8KubeApi.open(KubeSettings.defaults().withKubeconfig(RbacFixture.apply(controlPlane)));
    }

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void close() {
        logger().detachAppender(log);
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
        api.close();
        cluster.close();
    }

    @Test
    void isSelfSignedUntilTheRequestIsApprovedAndThenTheClusters() throws Exception {
        start();
        X509Certificate selfSigned = client().shown();
        assertThat(selfSigned.getIssuerX500Principal()).isEqualTo(selfSigned.getSubjectX500Principal());
        assertThatThrownBy(this::verified).isInstanceOf(SSLHandshakeException.class);

        var spec = awaitRequest(List.of()).getSpec();
        assertThat(spec.getUsername()).isEqualTo("system:serviceaccount:podbridge:podbridge");
        assertThat(spec.getSignerName()).isEqualTo("kubernetes.io/kubelet-serving");
        assertThat(spec.getUsages()).containsExactly("digital signature", "server auth");
        assertThat(spec.getExpirationSeconds()).isNull();

        String command = awaitCommand();
        assertThat(client().shown()).isEqualTo(selfSigned);
        admin.run(command.split(" ")).outOrFail();

        X509Certificate issued = awaitOther(selfSigned);
        assertThat(issued.getSubjectX500Principal())
                .hasToString("CN=system:node:" + identity.node() + ", O=system:nodes");
        assertThat(issued.getSubjectAlternativeNames().stream().map(name -> (Object) name.get(1)))
                .containsExactlyInAnyOrder("127.0.0.1", "0:0:0:0:0:0:0:1", "localhost", "bridge.example");
        assertThat(issued.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(client().verified(controlPlane.caFile(), "localhost")).isEqualTo(issued);
        assertThat(requests()).hasSize(1);
        assertThat(lines()).filteredOn(line -> line.contains("kubectl")).hasSize(1);
    }

    @Test
    void whatIsDeniedIsRequestedAgain() throws Exception {
        start();
        String first = name(awaitRequest(List.of()));
        admin.run("certificate", "deny", first).outOrFail();
        assertAskedAgainAfter(first, "Denied (KubectlDeny): This CSR was denied");
    }

    @Test
    void whatFailedIsRequestedAgain() throws Exception {
        start();
        String first = name(awaitRequest(List.of()));
        admin.run("patch", "csr", first, "--subresource=status", "--type=merge", "-p", """
            {"status": {"conditions": [{"type": "Failed", "status": "True", "reason": "Broken", "message": "no key"}]}}\
            """)
                .outOrFail();
        assertAskedAgainAfter(first, "Failed (Broken): no key");
    }

    @Test
    void whatIsGoneIsRequestedAgainWithAnotherKey() throws Exception {
        start();
        CertificateSigningRequest first = awaitRequest(List.of());
        admin.run("delete", "csr", name(first)).outOrFail();
        CertificateSigningRequest second = assertAskedAgainAfter(name(first), "it is gone");
        assertThat(key(second)).isNotEqualTo(key(first));
    }

    @Test
    void isRenewedBeforeItExpiresWhileTheOldOneServes() throws Exception {
        start();
        X509Certificate selfSigned = client().shown();
        String first = name(awaitRequest(List.of()));
        admin.run("certificate", "approve", first).outOrFail();
        X509Certificate issued = awaitOther(selfSigned);

        ahead.set(share(issued, 0.69));
        awaitWaking();
        assertThat(requests()).hasSize(1);
        ahead.set(share(issued, 0.95));
        String second = name(awaitRequest(List.of(first)));
        assertThat(verified()).isEqualTo(issued);
        ahead.set(Duration.ZERO);
        admin.run("certificate", "approve", second).outOrFail();

        X509Certificate renewed = awaitOther(issued);
        assertThat(renewed.getPublicKey()).isNotEqualTo(issued.getPublicKey());
        assertThat(requests()).hasSize(2);
    }

    @Test
    void startsWithoutAnApiServerAndAsksWhenThereIsOne() throws Exception {
        controlPlane.stopApiServer();
        X509Certificate selfSigned;
        try {
            start();
            selfSigned = client().shown();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(lines())
                            .anyMatch(line -> line.contains("cannot be requested, and will be again: ")));
        } finally {
            controlPlane.startApiServer();
        }
        admin.run("certificate", "approve", name(awaitRequest(List.of()))).outOrFail();
        awaitOther(selfSigned);
    }

    private void start() {
        ClientCertificates nobody = ClientCertificates.of(Optional.empty());
        ServingCertificate serving = ServingCertificate.requested(system, api, identity, nobody, PACING, this::now);
        port = Http.get(system)
                .newServerAt("127.0.0.1", 0)
                .enableHttps(ConnectionContext.httpsServer(serving::engine))
                .bindSync(request -> HttpResponse.create())
                .toCompletableFuture()
                .join()
                .localAddress()
                .getPort();
    }

    private Instant now() {
        clockRead.incrementAndGet();
        return Instant.now().plus(ahead.get());
    }

    /** The clock is read each time that the agent wakes, which it has done when it was read twice since. */
    private void awaitWaking() {
        int before = clockRead.get();
        await().atMost(PATIENCE).until(() -> clockRead.get() > before + 1);
    }

    private CertificateSigningRequest assertAskedAgainAfter(String first, String why) throws Exception {
        X509Certificate selfSigned = client().shown();
        CertificateSigningRequest second = awaitRequest(List.of(first));
        assertThat(lines()).anyMatch(line -> line.contains(first + ": " + why));
        admin.run("certificate", "approve", name(second)).outOrFail();
        awaitOther(selfSigned);
        return second;
    }

    private CertificateSigningRequest awaitRequest(List<String> known) {
        return await().atMost(PATIENCE)
                .until(
                        () -> requests().stream()
                                .filter(request -> !known.contains(name(request)))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private List<CertificateSigningRequest> requests() {
        return cluster.certificates().v1().certificateSigningRequests().list().getItems().stream()
                .filter(request -> name(request).startsWith("kubelet-serving-" + identity.node() + "-"))
                .toList();
    }

    /** What the log says to do. */
    private String awaitCommand() {
        return await().atMost(PATIENCE)
                .until(
                        () -> lines().stream()
                                .flatMap(line -> COMMAND.matcher(line).results())
                                .map(found -> found.group(1))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** One that the cluster's authority signed for this host, and that is not the given one. */
    private X509Certificate awaitOther(X509Certificate than) throws Exception {
        await().atMost(PATIENCE).until(() -> !client().shown().equals(than));
        return verified();
    }

    private X509Certificate verified() throws Exception {
        return client().verified(controlPlane.caFile(), "127.0.0.1");
    }

    private TlsClient client() {
        return new TlsClient(port);
    }

    private List<String> lines() {
        return List.copyOf(log.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains(identity.node()))
                .toList();
    }

    private static Duration share(X509Certificate certificate, double part) {
        Instant from = certificate.getNotBefore().toInstant();
        Duration life = Duration.between(from, certificate.getNotAfter().toInstant());
        Instant then = from.plusMillis((long) (life.toMillis() * part));
        return Duration.between(Instant.now(), then);
    }

    private static SubjectPublicKeyInfo key(CertificateSigningRequest request) throws Exception {
        byte[] pem = Base64.getDecoder().decode(request.getSpec().getRequest());
        return Certificates.request(pem).getSubjectPublicKeyInfo();
    }

    private static String name(CertificateSigningRequest request) {
        return request.getMetadata().getName();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(CertificateAgent.class);
    }
}

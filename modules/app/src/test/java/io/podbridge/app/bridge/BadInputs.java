package io.podbridge.app.bridge;

import io.podbridge.app.ExitCode;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.RbacFixture;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that may be wrong at the start of a replica.
 *
 * @param controlPlane the one that it is to serve
 * @param directory for what the faults are made of
 * @param taken a port on which somebody listens and says nothing
 */
record BadInputs(ControlPlane controlPlane, Path directory, int taken) {

    List<Fault> all() throws GeneralSecurityException, IOException {
        return Stream.of(configurations(), providers(), kubeconfigs(), servers(), rights(), places(), certificates())
                .flatMap(List::stream)
                .toList();
    }

    private List<Fault> configurations() throws IOException {
        Path malformed = write("malformed.conf", "podbridge {\n  node.name = edge\n  node.labels = { a = [ }\n}\n");
        Path unknown = write("unknown.conf", "podbridge {\n  node.nmae = edge\n}\n");
        Path several = write("several.conf", """
            podbridge {
              node.name = Edge_1
              node.pods = many
              fed.scope = node
              provider = aci
            }
            """);
        return List.of(
                Fault.of("malformed configuration", ExitCode.CONFIGURATION, malformed + ":3: ")
                        .config(malformed),
                Fault.of("unknown key", ExitCode.CONFIGURATION, unknown + ":2: ", "Did you mean name?")
                        .config(unknown),
                Fault.of(
                                "several errors at once",
                                ExitCode.CONFIGURATION,
                                "The configuration has 4 errors:",
                                several + ":2: podbridge.node.name",
                                several + ":3: podbridge.node.pods",
                                several + ":4: podbridge.fed",
                                several + ":5: podbridge.provider")
                        .config(several),
                Fault.of("missing configuration", ExitCode.NO_INPUT, "none.conf", "--config")
                        .config(directory.resolve("none.conf")));
    }

    private List<Fault> providers() {
        return List.of(
                Fault.of("unknown provider", ExitCode.CONFIGURATION, "--set provider", "Did you mean process?")
                        .set("provider=proces"),
                bridge("provider that is not enabled", ExitCode.CONFIGURATION, "providers.process.enabled")
                        .set("provider=process"),
                bridge("directory that cannot be used", ExitCode.CANNOT_CREATE, "/proc/none", "what to do")
                        .set("providers.simulated.directory=/proc/none"));
    }

    private List<Fault> kubeconfigs() throws IOException {
        Path malformed = write("malformed.kubeconfig", "apiVersion: v1\nclusters: {\n");
        Path empty = write("empty.kubeconfig", "");
        return List.of(
                Fault.of("missing kubeconfig", ExitCode.NO_INPUT, "none.kubeconfig", "what to do")
                        .kubeconfig(directory.resolve("none.kubeconfig")),
                Fault.of("malformed kubeconfig", ExitCode.CONFIGURATION, malformed + ":", "what to do")
                        .kubeconfig(malformed),
                Fault.of("empty kubeconfig", ExitCode.CONFIGURATION, empty.toString(), "what to do")
                        .kubeconfig(empty),
                Fault.of("malformed $KUBECONFIG", ExitCode.CONFIGURATION, malformed.toString(), "what to do")
                        .set("cluster.port=0")
                        .environment("KUBECONFIG", malformed),
                Fault.of("missing $KUBECONFIG", ExitCode.CONFIGURATION, "none.kubeconfig", "what to do")
                        .set("cluster.port=0")
                        .environment("KUBECONFIG", directory.resolve("none.kubeconfig")));
    }

    private List<Fault> servers() throws IOException {
        URI silent = URI.create("https://127.0.0.1:" + taken);
        String authority = Files.readString(controlPlane.caFile());
        String otherAuthority;
        try (ControlPlane other = ControlPlane.start()) {
            otherAuthority = Files.readString(other.caFile());
        }
        return List.of(
                Fault.of("API server that is not there", ExitCode.UNAVAILABLE, "https://127.0.0.1:1", "what to do")
                        .kubeconfig(kubeconfig("refused", URI.create("https://127.0.0.1:1"), authority, "none"))
                        .set("cluster.port=0"),
                Fault.of("API server without a name", ExitCode.UNAVAILABLE, "none.invalid", "what to do")
                        .kubeconfig(kubeconfig("nameless", URI.create("https://none.invalid:6443"), authority, "none"))
                        .set("cluster.port=0"),
                Fault.of("API server that hangs", ExitCode.UNAVAILABLE, silent.toString(), "in time", "what to do")
                        .kubeconfig(kubeconfig("silent", silent, authority, "none"))
                        .set("cluster.port=0", "kubernetes.connect-timeout=1s", "kubernetes.request-timeout=2s"),
                Fault.of("certificate of another authority", ExitCode.REFUSED, "is not trusted", "what to do")
                        .kubeconfig(kubeconfig("untrusted", controlPlane.url(), otherAuthority, "none"))
                        .set("cluster.port=0"),
                Fault.of("token that is not valid", ExitCode.REFUSED, "Unauthorized", "what to do")
                        .kubeconfig(kubeconfig("token", controlPlane.url(), authority, "none"))
                        .set("cluster.port=0"));
    }

    private List<Fault> rights() {
        return List.of(
                Fault.of("user without rights", ExitCode.REFUSED, "patch pods/status", "create nodes", "rbac.yaml")
                        .kubeconfig(controlPlane.kubeconfigFor("nobody"))
                        .set("cluster.port=0"),
                Fault.of("rights for another node's name", ExitCode.REFUSED, "patch nodes edge", "rbac.yaml")
                        .kubeconfig(RbacFixture.apply(controlPlane))
                        .set("cluster.port=0", "node.name=edge"));
    }

    private List<Fault> places() {
        return List.of(
                bridge("port in use", ExitCode.CANNOT_CREATE, "127.0.0.1:" + taken, "podbridge.cluster.port")
                        .set("cluster.port=" + taken),
                bridge(
                                "liveness port in use",
                                ExitCode.CANNOT_CREATE,
                                "127.0.0.1:" + taken,
                                "podbridge.cluster.liveness-port")
                        .set("cluster.liveness-port=" + taken),
                bridge("kubelet port in use", ExitCode.CANNOT_CREATE, "127.0.0.1:" + taken, "podbridge.kubelet.port")
                        .set("kubelet.port=" + taken),
                bridge("relay port in use", ExitCode.CANNOT_CREATE, "127.0.0.1:" + taken, "podbridge.relay.port")
                        .set(
                                "provider=process",
                                "providers.process.enabled=true",
                                "providers.process.directory=" + directory.resolve("processes"),
                                "relay.port=" + taken),
                bridge("node of a bridge that lives", ExitCode.CLAIMED, "other-12345678", "podbridge.node.name")
                        .set("node.name=taken"),
                bridge(
                                "node of a bridge that is silent",
                                ExitCode.CLAIMED,
                                "podbridge.node.take-over = other-12345678",
                                "podbridge.node.name")
                        .set("node.name=silent"),
                bridge("node of a machine", ExitCode.CLAIMED, "something else than podbridge", "podbridge.node.name")
                        .set("node.name=machine"));
    }

    /** One that could start, but for what is added. */
    private Fault bridge(String name, ExitCode exitCode, String... says) {
        return Fault.of(name, exitCode, says)
                .kubeconfig(controlPlane.adminKubeconfig())
                .set("cluster.port=0", "kubelet.port=0", "providers.simulated.directory=" + directory.resolve("cloud"));
    }

    /** Of the same kind as the authority's. */
    private Path otherKey() throws GeneralSecurityException, IOException {
        var key = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
        String text = Base64.getMimeEncoder().encodeToString(key.getEncoded());
        return write("other.key", "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
    }

    private List<Fault> certificates() throws GeneralSecurityException, IOException {
        Path none = directory.resolve("none.crt");
        Path noKey = write("no.key", "-----BEGIN NOTHING-----\n");
        String authority = controlPlane.caFile().toString();
        return List.of(
                bridge("certificate that is not there", ExitCode.CONFIGURATION, none.toString(), "podbridge.kubelet")
                        .set("kubelet.certificate=" + none, "kubelet.key=" + noKey),
                bridge("key that is none", ExitCode.CONFIGURATION, noKey.toString(), "podbridge.kubelet")
                        .set("kubelet.certificate=" + authority, "kubelet.key=" + noKey),
                bridge("key of another certificate", ExitCode.CONFIGURATION, "not that of the certificate")
                        .set("kubelet.certificate=" + authority, "kubelet.key=" + otherKey()),
                bridge("certificate without a key", ExitCode.CONFIGURATION, "kubelet.key", "must be set")
                        .set("kubelet.certificate=" + authority),
                bridge("client authority that is none", ExitCode.CONFIGURATION, noKey.toString(), "podbridge.kubelet")
                        .set("kubelet.access.client-authority=" + noKey));
    }

    private Path kubeconfig(String name, URI server, String authority, String token) throws IOException {
        Path file = write(name + ".crt", authority);
        return write(name + ".kubeconfig", """
            apiVersion: v1
            kind: Config
            current-context: test
            contexts: [{name: test, context: {cluster: test, user: test}}]
            clusters: [{name: test, cluster: {server: "%s", certificate-authority: "%s"}}]
            users: [{name: test, user: {token: "%s"}}]
            """.formatted(server, file, token));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}

package io.podbridge.testkit.controlplane;

import io.podbridge.testkit.FreePorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines of the servers. All of them listen on loopback only. */
final class Commands {

    private final ControlPlanePrograms programs;
    private final ControlPlaneOptions options;
    private final Path directory;
    private final Pki pki;

    Commands(ControlPlanePrograms programs, ControlPlaneOptions options, Path directory, Pki pki) {
        this.programs = programs;
        this.options = options;
        this.directory = directory;
        this.pki = pki;
    }

    List<String> etcd(int port) {
        String client = "http://127.0.0.1:" + port;
        String peer = "http://127.0.0.1:" + FreePorts.next();
        List<String> command = new ArrayList<>(List.of(
                programs.program("etcd"),
                "--name=test",
                "--data-dir=" + directory.resolve("etcd"),
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=test=" + peer,
                "--log-level=warn"));
        if (!options.fsync()) {
            command.add("--unsafe-no-fsync");
        }
        if (options.etcdQuotaBytes() > 0) {
            command.add("--quota-backend-bytes=" + options.etcdQuotaBytes());
        }
        return command;
    }

    List<String> apiServer(int port, int etcdPort) {
        List<String> command = new ArrayList<>(List.of(
                programs.program("kube-apiserver"),
                "--etcd-servers=http://127.0.0.1:" + etcdPort,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + port,
                "--tls-cert-file=" + pki.serving().certificate(),
                "--tls-private-key-file=" + pki.serving().key(),
                "--client-ca-file=" + pki.ca().certificate(),
                "--authorization-mode=Node,RBAC",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + pki.serviceAccounts().publicKey(),
                "--service-account-signing-key-file=" + pki.serviceAccounts().key(),
                "--service-cluster-ip-range=10.96.0.0/16",
                "--allow-privileged=true",
                "--endpoint-reconciler-type=none", // it refuses to publish a loopback address
                "--kubelet-client-certificate=" + pki.kubeletClient().certificate(),
                "--kubelet-client-key=" + pki.kubeletClient().key(),
                "--kubelet-preferred-address-types=InternalIP"));
        if (!options.controllerManager()) {
            command.add("--disable-admission-plugins=ServiceAccount"); // nobody makes the ServiceAccount it asks for
        }
        command.addAll(options.apiServerFlags());
        return command;
    }

    List<String> scheduler(int port, Path kubeconfig) {
        return controller("kube-scheduler", port, kubeconfig);
    }

    List<String> controllerManager(int port, Path kubeconfig) {
        List<String> command = controller("kube-controller-manager", port, kubeconfig);
        command.addAll(List.of(
                "--use-service-account-credentials=true",
                "--service-account-private-key-file=" + pki.serviceAccounts().key(),
                "--root-ca-file=" + pki.ca().certificate(),
                "--cluster-signing-cert-file=" + pki.ca().certificate(),
                "--cluster-signing-key-file=" + pki.ca().key()));
        return command;
    }

    private List<String> controller(String name, int port, Path kubeconfig) {
        return new ArrayList<>(List.of(
                programs.program(name),
                "--kubeconfig=" + kubeconfig,
                "--authentication-kubeconfig=" + kubeconfig,
                "--authorization-kubeconfig=" + kubeconfig,
                "--leader-elect=false",
                "--bind-address=127.0.0.1",
                "--secure-port=" + port,
                "--tls-cert-file=" + pki.serving().certificate(),
                "--tls-private-key-file=" + pki.serving().key(),
                // The defaults (50 and 20 requests a second) would be what a benchmark measures.
                "--kube-api-qps=1000",
                "--kube-api-burst=2000"));
    }
}

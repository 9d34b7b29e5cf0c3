package io.podbridge.app.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.app.ExitCode;
import io.podbridge.testkit.LongForm;
import io.podbridge.testkit.OnlyInLongForm;
import io.podbridge.testkit.cluster.LocalReplica;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.RbacFixture;
import io.podbridge.testkit.controlplane.WithControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What must be told apart before a pod is made or ended: two Kubernetes clusters, two bridges on one node, two founders
 * of one bridge. By the ledger no pod is made twice.
 */
@WithControlPlane(exclusive = true)
class TwoBridgesIT {
    private static final int PODS = 5;

    /**
     * The shortest lease there may be in the short form, a kubelet's in the long one; the outage is a little longer.
     */
    private static final Duration LEASE = Duration.ofSeconds(LongForm.of(10, 40));

    private final ControlPlane controlPlane;

    @TempDir
    private Path directory;

    TwoBridgesIT(ControlPlane controlPlane) {
        this.controlPlane = controlPlane;
    }

    @Test
    void twoOfThreeFoundTheClusterWhenTheFirstSeedIsGone() {
        try (var bridge = Bridge.unstarted(controlPlane, 3)) {
            bridge.cluster().start(1);
            bridge.cluster().start(2);
            bridge.awaitNodeReady();
            var load = new PodLoad(bridge.admin(), Map.of()).makeNow(PODS);
            bridge.awaitRunning(PODS);
            String identity = annotation(bridge);
            bridge.cluster().start(0);
            try (var probe = EntityProbe.join(bridge)) {
                probe.awaitUp(3);
            }
            assertThat(annotation(bridge)).isEqualTo(identity);
            bridge.assertCreatedOnce(load.uids());
        }
    }

    @Test
    void aSecondBridgeDoesNotTakeTheNodeOfOneThatIsCutOffUnlessToldTo() throws IOException {
        try (var proxy = new AimedProxy()) {
            proxy.aim(controlPlane.url().getPort());
            String lease = "node.lease-duration=" + LEASE.toSeconds() + "s";
            try (var first = Bridge.start(controlPlane, through(proxy), 1, lease);
                    var second = Bridge.unstarted(
                            controlPlane, 1, lease, "providers.simulated.directory=" + first.ledger())) {
                var load = new PodLoad(first.admin(), Map.of()).makeNow(PODS);
                first.awaitRunning(PODS);
                proxy.cut();
                Bridge.await("the lease to run out", LEASE.multipliedBy(3)).until(Bridge.elapsed(LEASE.plusSeconds(5)));
                assertRefused(second, annotation(first));
                Bridge.await("the first one to say that it makes nothing", LEASE.multipliedBy(2))
                        .until(() -> log(first).contains("No pod is made, changed or ended from now on"));
                proxy.mend();
                Bridge.await("the first one to go on", Duration.ofMinutes(1))
                        .until(() -> log(first).contains("Pods are made, changed and ended again"));
                first.awaitRunning(PODS + 1);
                first.cluster().replica(0).kill9();
                takeOver(first, lease);
                first.assertCreatedOnce(load.uids());
            }
        }
    }

    /** A pod that comes meanwhile shows that the first bridge makes it, and nobody else. */
    private void assertRefused(Bridge second, String owner) {
        new PodLoad(second.admin(), Map.of()).named("late").makeNow(1);
        var arguments = second.arguments(second.cluster().replica(0), RbacFixture.apply(controlPlane));
        Program run = Program.run(directory, Map.of(), arguments);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.CLAIMED.number());
        assertThat(run.err()).contains(owner, "podbridge.node.take-over");
    }

    /** By a bridge that sees the platform of the one that has ended, and is told that it has. */
    private void takeOver(Bridge first, String lease) {
        String owner = annotation(first);
        String[] settings = {lease, "providers.simulated.directory=" + first.ledger(), "node.take-over=" + owner};
        try (var taker = Bridge.unstarted(controlPlane, 1, settings)) {
            Bridge.await("the lease to run out", LEASE.multipliedBy(3)).until(Bridge.elapsed(LEASE.plusSeconds(2)));
            taker.cluster().start(0);
            Bridge.await("the Node to change hands", Duration.ofMinutes(1))
                    .until(() -> !annotation(taker).equals(owner));
            taker.awaitNodeReady();
            taker.awaitRunning(PODS + 1);
            var late = new PodLoad(taker.admin(), Map.of()).named("after").makeNow(1);
            taker.awaitRunning(PODS + 2);
            first.assertCreatedOnce(late.uids());
        }
    }

    /** Two control planes and four replicas: more than the short form has time for. */
    @Test
    @OnlyInLongForm
    void aReplicaThatServesAnotherClusterIsNotLetIn() {
        try (var other = ControlPlane.start();
                var bridge = Bridge.start(controlPlane, 3)) {
            LocalReplica replica = bridge.cluster().replica(2);
            replica.kill9();
            Program run = Program.run(directory, Map.of(), bridge.arguments(replica, RbacFixture.apply(other)));
            assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.CONFIGURATION.number());
            String members = bridge.cluster().replica(0).tail(500)
                    + bridge.cluster().replica(1).tail(500);
            assertThat(members).contains(kubeSystem(controlPlane), kubeSystem(other), "kubeconfig");
        }
    }

    @Test
    void whatAnotherClusterBehindTheSameAddressSaysEndsNothing() {
        try (var bridge = Bridge.start(controlPlane, controlPlane.adminKubeconfig(), 1)) {
            var load = new PodLoad(bridge.admin(), Map.of()).makeNow(PODS);
            bridge.awaitRunning(PODS);
            controlPlane.exchangeStore();
            try {
                Bridge.await("the bridge to see it", Duration.ofMinutes(1))
                        .until(() -> log(bridge).contains("serves another Kubernetes cluster"));
                Bridge.await("it to do harm", Duration.ofMinutes(1)).until(Bridge.elapsed(Duration.ofSeconds(15)));
                assertThat(bridge.admin().nodes().list().getItems()).isEmpty();
            } finally {
                controlPlane.exchangeStore();
            }
            Bridge.await("the bridge to go on", Duration.ofMinutes(1))
                    .until(() -> log(bridge).contains("is that of this bridge's cluster"));
            var more = new PodLoad(bridge.admin(), Map.of()).named("later").makeNow(1);
            bridge.awaitRunning(PODS + 1);
            bridge.assertCreatedOnce(load.uids());
            bridge.assertCreatedOnce(more.uids());
            assertThat(load.uids())
                    .allSatisfy(
                            uid -> assertThat(bridge.audit().counts().get(uid).deleted())
                                    .isZero());
        }
    }

    private Path through(AimedProxy proxy) throws IOException {
        String kubeconfig = Files.readString(RbacFixture.apply(controlPlane));
        return Files.writeString(
                directory.resolve("through-the-proxy"),
                kubeconfig.replace(controlPlane.url().toString(), "https://127.0.0.1:" + proxy.port()));
    }

    private static String annotation(Bridge bridge) {
        return Optional.ofNullable(bridge.node().getMetadata().getAnnotations().get(Nodes.BRIDGE_ANNOTATION))
                .orElse("");
    }

    private static String kubeSystem(ControlPlane plane) {
        try (var admin = plane.adminClient()) {
            return admin.namespaces()
                    .withName("kube-system")
                    .get()
                    .getMetadata()
                    .getUid();
        }
    }

    private static String log(Bridge bridge) {
        return bridge.cluster().replica(0).log();
    }
}

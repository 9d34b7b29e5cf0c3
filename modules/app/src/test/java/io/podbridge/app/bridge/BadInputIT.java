package io.podbridge.app.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.podbridge.testkit.OnlyInLongForm;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.WithControlPlane;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is wrong at the start of a replica ends it, with the documented exit code and one message that says what, where,
 * and what to do; and no Node is made or touched. Each fault is a run of the whole program, three at a time.
 */
@WithControlPlane(exclusive = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {
    private static final int AT_ONCE = 3;

    private final ExecutorService runs = Executors.newFixedThreadPool(AT_ONCE);
    private final ControlPlane controlPlane;
    private final KubernetesClient admin;
    private final ServerSocket taken;

    @TempDir
    private Path directory;

    BadInputIT(ControlPlane controlPlane) throws IOException {
        this.controlPlane = controlPlane;
        this.admin = controlPlane.adminClient();
        this.taken = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @BeforeAll
    void makeNodesOfOthers() {
        Nodes.machine(admin, "machine");
        Nodes.ofBridge(admin, "taken", "other-12345678", Instant.now(), 3600);
        Nodes.ofBridge(admin, "silent", "other-12345678", Instant.now().minusSeconds(600), 40);
    }

    @AfterAll
    void end() throws IOException {
        runs.shutdownNow();
        taken.close();
        admin.close();
    }

    @TestFactory
    Stream<DynamicTest> endsWithOneMessageAndTheDocumentedCode() throws GeneralSecurityException, IOException {
        Map<String, String> before = Nodes.versions(admin);
        List<DynamicTest> tests = new ArrayList<>();
        for (Fault fault : new BadInputs(controlPlane, directory, taken.getLocalPort()).all()) {
            var run = CompletableFuture.supplyAsync(() -> fault.run(directory), runs);
            tests.add(DynamicTest.dynamicTest(fault.name(), () -> check(fault, run.join())));
        }
        tests.add(DynamicTest.dynamicTest(
                "no Node and no lease was made or changed",
                () -> assertThat(Nodes.versions(admin)).isEqualTo(before)));
        return tests.stream();
    }

    /** In the short form TwoBridgesIT takes one over. */
    @Test
    @OnlyInLongForm
    void takesOverTheNodeOfABridgeThatHasEndedIfToldTo() {
        Nodes.ofBridge(admin, Bridge.NODE, "other-12345678", Instant.now().minusSeconds(600), 40);
        try (var bridge = Bridge.start(controlPlane, 1, "node.take-over=other-12345678")) {
            Bridge.await("the Node to be ours", Duration.ofMinutes(1))
                    .until(() -> bridge.node()
                            .getMetadata()
                            .getAnnotations()
                            .get(Nodes.BRIDGE_ANNOTATION)
                            .startsWith("podbridge-"));
            assertThat(bridge.lease().getSpec().getHolderIdentity()).startsWith("podbridge-");
        }
    }

    @Test
    void keepsAPodThatTheProviderCannotHonourPendingAndNoOther() {
        try (var bridge = Bridge.start(
                controlPlane,
                1,
                "provider=process",
                "providers.process.enabled=true",
                "providers.process.directory=" + directory.resolve("process"))) {
            bridge.create(new PodBuilder(TestPod.of("good", "sleep", "600")).build());
            bridge.create(readOnly("bad"));
            awaitRefusal(bridge, "bad");
            Bridge.await("the good pod to run", Duration.ofMinutes(1))
                    .untilAsserted(
                            () -> assertThat(bridge.pod("good").getStatus().getPhase())
                                    .as(() -> bridge.pod("good").getStatus() + "\n" + bridge.events("good") + "\n"
                                            + bridge.cluster().tails(40))
                                    .isEqualTo("Running"));
            bridge.deleteAllPods();
        }
    }

    /** A pod with a field that the provider of processes cannot honour. */
    private static Pod readOnly(String name) {
        return new PodBuilder(TestPod.of(name, "sleep", "600"))
                .editSpec()
                .editFirstContainer()
                .withNewSecurityContext()
                .withReadOnlyRootFilesystem(true)
                .endSecurityContext()
                .endContainer()
                .endSpec()
                .build();
    }

    private static void awaitRefusal(Bridge bridge, String name) {
        Bridge.await("the bad pod to say what is wrong", Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(ProcessPods.container(bridge.pod(name))
                                .getState()
                                .getWaiting())
                        .matches(waiting -> waiting.getReason().equals("UnsupportedFields")
                                && waiting.getMessage().contains("containers[].securityContext")));
        assertThat(bridge.pod(name).getStatus().getPhase()).isEqualTo("Pending");
        Bridge.await("an Event", Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(bridge.events(name))
                        .anyMatch(event -> event.getReason().equals("ProviderCreateFailed")
                                && event.getMessage().contains("containers[].securityContext")));
    }

    private static void check(Fault fault, Program run) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(fault.exitCode().number());
        assertThat(run.out()).isEmpty();
        var message = run.err().lines().toList();
        assertThat(message.getFirst()).startsWith("podbridge: ");
        assertThat(message.subList(1, message.size())).as("the rest of it").allMatch(line -> line.startsWith("  "));
        assertThat(run.err()).contains(fault.says()).doesNotContain("\tat ", "This is a bug");
    }
}

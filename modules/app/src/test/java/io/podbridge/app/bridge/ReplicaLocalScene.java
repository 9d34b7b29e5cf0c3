package io.podbridge.app.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.podbridge.app.bridge.Containers.Session;
import io.podbridge.testkit.cluster.LocalReplica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Pods with restart policy Always and Never on three replicas, and one of these to whom something will happen. */
final class ReplicaLocalScene implements AutoCloseable {
    /** Pods of each kind. */
    static final int PODS = 8;

    private static final Duration LOSS = Duration.ofMinutes(2);

    /** How often the pods of the replica may have been lost. */
    enum Loss {
        ONCE,
        AT_LEAST_ONCE
    }

    final ProcessPods pods;

    private final Bridge bridge;
    private final EntityProbe members;
    private final DoubleWatch doubles;
    private final List<Pod> always;
    private final List<Pod> never;
    private final Map<String, Session> before;
    private int port;
    private long fault;

    ReplicaLocalScene(Bridge bridge, EntityProbe members) {
        this.bridge = bridge;
        this.members = members;
        this.pods = new ProcessPods(bridge);
        this.doubles = new DoubleWatch(pods.containers());
        this.always = made(pods, "Always");
        this.never = made(pods, "Never");
        this.before = new HashMap<>(sessions(pods, always));
        before.putAll(sessions(pods, never));
    }

    /** The replica that holds pods of both kinds; answers with the pods it holds. */
    List<Pod> chooseVictim() {
        port = always.stream()
                .map(ProcessPods::port)
                .filter(each -> never.stream().map(ProcessPods::port).anyMatch(each::equals))
                .findFirst()
                .orElseThrow();
        fault = System.nanoTime();
        return all().filter(this::held).toList();
    }

    LocalReplica victim() {
        return bridge.replicaAt(port);
    }

    /** The same, when it is the end of its life. */
    LocalReplica doomed() {
        members.willKill(port);
        return victim();
    }

    Duration sinceFault() {
        return Duration.ofNanos(System.nanoTime() - fault);
    }

    private Stream<Pod> all() {
        return Stream.concat(always.stream(), never.stream());
    }

    private boolean held(Pod pod) {
        return ProcessPods.port(pod) == port;
    }

    void awaitProcessesGone(List<Pod> lost, Duration atMost) {
        var sessions =
                lost.stream().map(pod -> before.get(ProcessPods.uid(pod))).toList();
        Bridge.await("the replica's processes to go", atMost)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> sessions.stream().noneMatch(pods.containers()::alive));
        System.out.printf(
                "%d processes gone %d ms after the fault%n",
                lost.size(), sinceFault().toMillis());
    }

    void awaitLostPodsGoOn(List<Pod> lost, Loss loss) {
        Bridge.await("the lost pods to go on", LOSS).untilAsserted(() -> lost.forEach(pod -> assertGoesOn(pod, loss)));
        System.out.printf(
                "%d pods go on %d ms after the fault%n",
                lost.size(), sinceFault().toMillis());
    }

    void assertLostPodsGoOn(List<Pod> lost, Loss loss) {
        awaitLostPodsGoOn(lost, loss);
        var others = all().filter(pod -> !held(pod)).toList();
        assertThat(pods.now(others))
                .allMatch(ProcessPods::ready)
                .allMatch(pod -> ProcessPods.container(pod).getRestartCount() == 0);
        others.forEach(pod ->
                assertThat(pods.containers().of(ProcessPods.uid(pod))).hasValue(before.get(ProcessPods.uid(pod))));
        lost.stream()
                .filter(never::contains)
                .forEach(pod ->
                        assertThat(pods.containers().of(ProcessPods.uid(pod))).isEmpty());
        assertThat(doubles.doubles()).isEmpty();
        pods.deleteAll();
        assertThat(doubles.doubles()).isEmpty();
        System.out.printf("no pod ran twice in %d looks%n", doubles.looks());
    }

    private void assertGoesOn(Pod pod, Loss loss) {
        Pod now = pods.now(pod);
        if (never.contains(pod)) {
            assertThat(now.getStatus().getPhase()).isEqualTo("Failed");
            assertThat(now.getStatus().getReason()).isEqualTo("ReplicaLost");
            return;
        }
        assertThat(now).matches(ProcessPods::ready);
        var container = ProcessPods.container(now);
        assertThat(container.getContainerID())
                .isNotEqualTo(ProcessPods.container(pod).getContainerID());
        assertThat(container.getLastState().getTerminated().getReason()).isEqualTo("ReplicaLost");
        switch (loss) {
            case ONCE -> assertThat(container.getRestartCount()).isOne();
            case AT_LEAST_ONCE -> assertThat(container.getRestartCount()).isPositive();
        }
        assertThat(pods.containers().of(ProcessPods.uid(pod))).isPresent();
    }

    @Override
    public void close() {
        doubles.close();
    }

    static List<Pod> made(ProcessPods pods, String policy) {
        var made = new ArrayList<Pod>();
        for (int i = 0; i < PODS; i++) {
            made.add(pods.make(policy.toLowerCase(Locale.ROOT) + "-" + i, policy, ProcessPods.OBEDIENT));
        }
        return pods.awaitReady(made);
    }

    static Map<String, Session> sessions(ProcessPods pods, List<Pod> made) {
        var running = pods.containers().running();
        return made.stream()
                .map(ProcessPods::uid)
                .filter(running::containsKey)
                .collect(Collectors.toMap(
                        uid -> uid, uid -> running.get(uid).iterator().next()));
    }
}

package io.podbridge.app.bridge;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Bare pods on a bridge of processes, and what becomes of them. */
final class ProcessPods {
    /** Runs until it is asked to stop, and does so at once. */
    static final String OBEDIENT = "trap 'exit 0' TERM; while :; do sleep 1; done";

    /** Runs until it is killed. */
    static final String DEAF = "trap '' TERM; while :; do sleep 1; done";

    private static final String NAMESPACE = "default";
    private static final String CONTAINER = "main";

    private final Bridge bridge;
    private final String test = UUID.randomUUID().toString();
    private final Containers containers = new Containers(test);

    ProcessPods(Bridge bridge) {
        this.bridge = bridge;
    }

    /** The value of {@link Containers#TEST} in them. */
    String test() {
        return test;
    }

    Containers containers() {
        return containers;
    }

    /** Makes one, bound to the node. */
    Pod make(String name, String restartPolicy, String script) {
        return make(name, restartPolicy, script, false);
    }

    /** The same with an input that who attaches may write to. */
    Pod makeWithInput(String name, String restartPolicy, String script) {
        return make(name, restartPolicy, script, true);
    }

    /** The same, run once, beside a sidecar. */
    Pod makeWithSidecar(String name, String sidecar, String script) {
        var pod = new PodBuilder(pod(name, "Never", script, false))
                .editSpec()
                .addNewInitContainer()
                .withName("sidecar")
                .withImage("example.org/image")
                .withCommand("sh", "-c", sidecar)
                .withRestartPolicy("Always")
                .endInitContainer()
                .endSpec()
                .build();
        return bridge.admin().pods().inNamespace(NAMESPACE).resource(pod).create();
    }

    /** Keeps every version of the pod of that name that is seen from now on. */
    Watch watch(String name, List<Pod> versions) {
        return bridge.admin().pods().inNamespace(NAMESPACE).withName(name).watch(new Watcher<>() {
            @Override
            public void eventReceived(Action action, Pod pod) {
                versions.add(pod);
            }

            @Override
            public void onClose(WatcherException cause) {}
        });
    }

    private Pod make(String name, String restartPolicy, String script, boolean input) {
        return bridge.admin()
                .pods()
                .inNamespace(NAMESPACE)
                .resource(pod(name, restartPolicy, script, input))
                .create();
    }

    private Pod pod(String name, String restartPolicy, String script, boolean input) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withNodeName(Bridge.NODE)
                .withRestartPolicy(restartPolicy)
                .withAutomountServiceAccountToken(false)
                .addNewContainer()
                .withName(CONTAINER)
                .withImage("example.org/image")
                .withCommand("sh", "-c", script)
                .withStdin(input)
                .addNewEnv()
                .withName(Containers.TEST)
                .withValue(test)
                .endEnv()
                .addToEnv(new EnvVarBuilder()
                        .withName(Containers.UID)
                        .withNewValueFrom()
                        .withNewFieldRef()
                        .withFieldPath("metadata.uid")
                        .endFieldRef()
                        .endValueFrom()
                        .build())
                .endContainer()
                .endSpec()
                .build();
    }

    /** It as the API server has it now. */
    Pod now(Pod pod) {
        return bridge.admin()
                .pods()
                .inNamespace(NAMESPACE)
                .withName(pod.getMetadata().getName())
                .get();
    }

    List<Pod> now(List<Pod> pods) {
        return pods.stream().map(this::now).toList();
    }

    static ContainerStatus container(Pod pod) {
        return pod.getStatus().getContainerStatuses().getFirst();
    }

    static boolean ready(Pod pod) {
        return pod.getStatus().getPhase().equals("Running") && container(pod).getReady();
    }

    static String uid(Pod pod) {
        return pod.getMetadata().getUid();
    }

    /** The cluster port of the replica that its last start was on. */
    static int port(Pod pod) {
        // process://podbridge@127.0.0.1:25520/<uid>/<container>/<number>
        String authority = container(pod).getContainerID().split("/", -1)[2];
        return Integer.parseInt(authority.substring(authority.lastIndexOf(':') + 1));
    }

    /** Waits until all of them run. */
    List<Pod> awaitReady(List<Pod> pods) {
        Bridge.await("all pods to be ready", Duration.ofMinutes(2))
                .until(() -> now(pods).stream().allMatch(ProcessPods::ready));
        return now(pods);
    }

    /** Deletes every pod of the node, and waits until the objects and the processes are gone. */
    void deleteAll() {
        bridge.admin()
                .pods()
                .inAnyNamespace()
                .withField("spec.nodeName", Bridge.NODE)
                .delete();
        Bridge.await("every pod to go", Duration.ofMinutes(2))
                .until(() -> bridge.pods().isEmpty());
        awaitNoneLeft();
    }

    /** Waits until no process of them is left. */
    void awaitNoneLeft() {
        Bridge.await("every process to go", Duration.ofMinutes(1))
                .until(() -> containers.running().isEmpty());
    }
}

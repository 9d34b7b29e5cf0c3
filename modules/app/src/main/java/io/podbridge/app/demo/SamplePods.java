package io.podbridge.app.demo;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the sample pods are. They run on every provider: {@code process} does what their command says, others pull the
 * image, {@code simulated} does neither.
 *
 * @param node the node's name
 * @param identity of the bridge, a label of all of them
 * @param scheduled whether a scheduler binds them; otherwise they are made for the node
 */
record SamplePods(String node, String identity, boolean scheduled) {
    static final String NAMESPACE = "default";

    /** What all of them have, in whatever demo; its value is {@link #APP}. */
    static final String APP_LABEL = "app";

    static final String APP = "podbridge-demo";

    /** What those of one demo have. */
    static final String DEMO_LABEL = "podbridge.io/demo";

    private static final String IMAGE = "busybox";
    private static final long GRACE_SECONDS = 5;

    /** Says something each second until it is asked to stop, and then does so at once. */
    private static final String TALK = """
        trap 'exit 0' TERM
        n=0
        while :; do
          n=$((n + 1))
          echo "$HOSTNAME has run for $n s"
          sleep 1 & wait $!
        done
        """;

    private static final String HELLO = "for n in 1 2 3 4 5; do echo \"hello, $n of 5\"; sleep 1; done";

    /** So many that run until they are deleted. */
    List<Pod> running(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> pod(prefix() + "-" + number, "Always", TALK, Map.of()))
                .toList();
    }

    /** The name of the first of them. */
    String first() {
        return prefix() + "-1";
    }

    /** One that runs for some seconds and completes. */
    Pod hello() {
        return pod(prefix() + "-hello", "Never", HELLO, Map.of("simulated.podbridge.io/run-time", "5s"));
    }

    /** Two demos on one cluster have two nodes, and must have two names for everything else. */
    private String prefix() {
        return node.equals(DemoOptions.NODE) ? "demo" : "demo-" + node;
    }

    private Pod pod(String name, String restartPolicy, String script, Map<String, String> annotations) {
        var pod = new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .withLabels(Map.of(APP_LABEL, APP, DEMO_LABEL, identity))
                .withAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy(restartPolicy)
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withAutomountServiceAccountToken(false)
                .addNewToleration()
                .withKey("virtual-kubelet.io/provider")
                .withOperator("Exists")
                .endToleration()
                .addNewContainer()
                .withName("main")
                .withImage(IMAGE)
                .withCommand("sh", "-c", script)
                .endContainer()
                .endSpec()
                .build();
        return bound(pod);
    }

    private Pod bound(Pod pod) {
        var spec = new PodBuilder(pod).editSpec();
        return (scheduled ? spec.addToNodeSelector("kubernetes.io/hostname", node) : spec.withNodeName(node))
                .endSpec()
                .build();
    }
}

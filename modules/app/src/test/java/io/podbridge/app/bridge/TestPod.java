package io.podbridge.app.bridge;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.Map;

/** Pods that are bound to the bridge's node. */
final class TestPod {
    static final String SIMULATED = "simulated.podbridge.io/";

    private TestPod() {}

    /** A pod of one container, which is restarted whenever it ends. */
    static Pod of(String name, String... command) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .endMetadata()
                .withNewSpec()
                .withNodeName(Bridge.NODE)
                .withRestartPolicy("Always")
                .withAutomountServiceAccountToken(false)
                .addNewContainer()
                .withName("main")
                .withImage("example.org/image")
                .withCommand(command)
                .endContainer()
                .endSpec()
                .build();
    }

    /** A pod that does in the make-believe cloud what the annotations say; their keys without the prefix. */
    static Pod simulated(String name, String restartPolicy, Map<String, String> annotations) {
        var pod = new PodBuilder(of(name));
        annotations.forEach((key, value) ->
                pod.editMetadata().addToAnnotations(SIMULATED + key, value).endMetadata());
        return pod.editSpec().withRestartPolicy(restartPolicy).endSpec().build();
    }
}

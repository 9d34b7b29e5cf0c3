package io.podbridge.faults;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** The pods of the load: mostly quiet ones, and some of each way in which a platform makes itself felt. */
final class PodForms {
    static final String CONTAINER = "main";

    /** Of each of them. */
    static final Duration GRACE = Duration.ofSeconds(10);

    private static final String OVERRIDE = "simulated.podbridge.io/";

    private PodForms() {}

    /** A pod of any form. */
    static Pod any(String name, String node, Random random) {
        Map<String, String> overrides = new HashMap<>();
        overrides.put("stop-latency", random.nextInt(2_000) + "ms");
        boolean once = false;
        switch (random.nextInt(10)) {
            case 0, 1 -> overrides.put("run-time", (3 + random.nextInt(5)) + "s");
            case 2 -> overrides.put("create-latency", "200ms..4s");
            case 3 -> overrides.put("create-failures", "unavailable-before=0.2,unavailable-after=0.4");
            case 4 -> {
                overrides.put("run-time", "4s");
                once = true;
            }
            default -> {}
        }
        return of(name, node, once, overrides);
    }

    /** A pod whose container ends again and again, and is started again each time. */
    static Pod restarting(String name, String node, int seconds) {
        return of(name, node, false, Map.of("run-time", seconds + "s"));
    }

    /** A pod that runs until it is stopped. */
    static Pod quiet(String name, String node) {
        return of(name, node, false, Map.of());
    }

    private static Pod of(String name, String node, boolean once, Map<String, String> overrides) {
        Map<String, String> annotations = new HashMap<>();
        overrides.forEach((key, value) -> annotations.put(OVERRIDE + key, value));
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .withAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .withNodeName(node)
                .withRestartPolicy(once ? "Never" : "Always")
                .withTerminationGracePeriodSeconds(GRACE.toSeconds())
                .withAutomountServiceAccountToken(false)
                .addNewContainer()
                .withName(CONTAINER)
                .withImage(image(0))
                .endContainer()
                .endSpec()
                .build();
    }

    static String image(int version) {
        return "example.org/image:" + version;
    }
}

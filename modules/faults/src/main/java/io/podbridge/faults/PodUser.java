package io.podbridge.faults;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Makes, changes and deletes pods, and records each wish. Its own way to the API server is free of faults; what is not
 * answered all the same is asked again. Safe for use by several threads.
 */
final class PodUser {
    private static final PatchContext STRATEGIC = PatchContext.of(PatchType.STRATEGIC_MERGE);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int TRIES = 60;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERRORS = 500;

    private final KubernetesClient client;
    private final RunRecord record;

    PodUser(KubernetesClient client, RunRecord record) {
        this.client = client;
        this.record = record;
    }

    /** Makes it; names are not used twice, so one that is there already was made by a try whose answer was lost. */
    WantedPod create(Pod pod) {
        Pod made = answered(() -> {
            try {
                return client.resource(pod).create();
            } catch (KubernetesClientException refused) {
                if (refused.getCode() == CONFLICT) {
                    return named(pod.getMetadata().getName()).require();
                }
                throw refused;
            }
        });
        var wanted = new WantedPod(
                made.getMetadata().getUid(),
                made.getMetadata().getName(),
                made.getSpec().getRestartPolicy().equals("Never"),
                PodForms.image(0));
        record.created(wanted);
        return wanted;
    }

    /** Gives it another image, unless it is gone. */
    void update(WantedPod pod, String image) {
        String patch =
                "{\"spec\":{\"containers\":[{\"name\":\"%s\",\"image\":\"%s\"}]}}".formatted(PodForms.CONTAINER, image);
        try {
            Pod changed = answered(() -> named(pod.name()).patch(STRATEGIC, patch));
            record.updated(pod, changed.getSpec().getContainers().getFirst().getImage());
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != NOT_FOUND) {
                throw refused;
            }
        }
    }

    /** Asks for its end, with its grace or at once. */
    void delete(WantedPod pod, boolean forced) {
        record.unwanted(pod, forced);
        var resource = named(pod.name());
        var unused = answered(() -> forced ? resource.withGracePeriod(0).delete() : resource.delete());
    }

    private PodResource named(String name) {
        return client.pods().inNamespace("default").withName(name);
    }

    private static <T> T answered(Supplier<T> call) {
        for (int tries = 1; ; tries++) {
            try {
                return call.get();
            } catch (KubernetesClientException failed) {
                int code = failed.getCode();
                boolean unanswered = code == 0 || code == TOO_MANY || code >= SERVER_ERRORS;
                if (!unanswered || tries == TRIES) {
                    throw failed;
                }
                Pause.of(PAUSE);
            }
        }
    }
}

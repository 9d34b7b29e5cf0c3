package io.podbridge.core.pod;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What should run: the part of {@code spec} that every provider needs. The rest is in {@link Pod#manifest()}, and
 * {@code fields} names all of it, so that nothing a provider does not know is dropped in silence.
 *
 * @param restartPolicy which ended containers are started again
 * @param terminationGracePeriod how long containers get between the request to stop and the kill, at most
 *     {@link Bounds#LONGEST_WAIT}
 * @param activeDeadline how long the pod may run in all
 * @param serviceAccount {@code spec.serviceAccountName}, "" if none
 * @param hostname {@code spec.hostname}, else the pod's name
 * @param initContainers run one after the other before the others
 * @param containers run together
 * @param fields every field that is set, as a path below {@code spec} with {@code []} for "each element", for example
 *     {@code containers[].livenessProbe} or {@code volumes[].configMap}; with its value where that changes who can
 *     honour it, for example {@code initContainers[].restartPolicy: Never}
 * @param ephemeralContainers added to the running pod by {@code kubectl debug}, in the order of the spec
 */
public record PodSpec(
        RestartPolicy restartPolicy,
        Duration terminationGracePeriod,
        Optional<Duration> activeDeadline,
        String serviceAccount,
        String hostname,
        List<Container> initContainers,
        List<Container> containers,
        Set<String> fields,
        List<Container> ephemeralContainers) {

    /** Brings the times within {@link Bounds}. */
    public PodSpec {
        terminationGracePeriod = Bounds.wait(terminationGracePeriod);
        activeDeadline = activeDeadline.map(Bounds::deadline);
    }

    /** A spec as it is made: without ephemeral containers. */
    public PodSpec(
            RestartPolicy restartPolicy,
            Duration terminationGracePeriod,
            Optional<Duration> activeDeadline,
            String serviceAccount,
            String hostname,
            List<Container> initContainers,
            List<Container> containers,
            Set<String> fields) {
        this(
                restartPolicy,
                terminationGracePeriod,
                activeDeadline,
                serviceAccount,
                hostname,
                initContainers,
                containers,
                fields,
                List.of());
    }

    /** Whether the container of that name is an init container that goes on running beside the others. */
    public boolean sidecar(String name) {
        return initContainers.stream()
                .anyMatch(
                        container -> container.restartable() && container.name().equals(name));
    }

    /** The same without some of the containers that run together. */
    public PodSpec without(Set<String> names) {
        var others = containers.stream()
                .filter(container -> !names.contains(container.name()))
                .toList();
        return new PodSpec(
                restartPolicy,
                terminationGracePeriod,
                activeDeadline,
                serviceAccount,
                hostname,
                initContainers,
                others,
                fields,
                ephemeralContainers);
    }
}

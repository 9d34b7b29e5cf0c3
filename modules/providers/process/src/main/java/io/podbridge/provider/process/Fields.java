package io.podbridge.provider.process;

import java.util.Set;
import java.util.TreeSet;

/** Which fields of a pod the provider acts on, as {@code docs/providers/process.md} explains. */
final class Fields {
    /** Acted on; a path covers everything below it. */
    static final Set<String> HONOURED = withInit(
            Set.of(
                    "restartPolicy",
                    "terminationGracePeriodSeconds",
                    "activeDeadlineSeconds",
                    "hostname",
                    // A sidecar's.
                    "initContainers[].restartPolicy",
                    // Containers see the host's network, resolver and processes and listen there, and nothing is
                    // pulled: these ask for what is so anyway.
                    "hostNetwork",
                    "hostPID",
                    "hostIPC",
                    "dnsPolicy: Default"),
            Set.of(
                    "name",
                    "command",
                    "args",
                    "workingDir",
                    "env",
                    "envFrom",
                    "imagePullPolicy: Never",
                    "ports",
                    "stdin",
                    "stdinOnce"));

    /**
     * Not acted on, and the user is told. No image is pulled; nothing limits what a process takes. Anything that keeps
     * something from a container (users, capabilities, files) or that says when it is well (probes) is refused instead:
     * to run without it would be a lie.
     */
    static final Set<String> IGNORABLE =
            withInit(Set.of("imagePullSecrets", "subdomain", "resources"), Set.of("image", "resources.limits"));

    private Fields() {}

    private static Set<String> withInit(Set<String> pod, Set<String> container) {
        Set<String> paths = new TreeSet<>(pod);
        container.forEach(field -> {
            paths.add("containers[]." + field);
            paths.add("initContainers[]." + field);
        });
        return Set.copyOf(paths);
    }
}

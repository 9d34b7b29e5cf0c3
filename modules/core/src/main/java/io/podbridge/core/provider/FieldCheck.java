package io.podbridge.core.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which fields of a pod a provider cannot honour, by name and in alphabetical order.
 *
 * @param refused the pod cannot run because of these
 * @param ignored the pod runs without them, and the user is told
 */
public record FieldCheck(List<String> refused, List<String> ignored) {
    /** All of the spec. */
    private static final String EVERYTHING = "";

    /** What each container has that asks nothing of a platform beyond the SPI; see {@link #NEEDS_NO_PROVIDER}. */
    private static final List<String> OF_EACH_CONTAINER = List.of(
            // What the SPI itself is about: whoever implements it runs these, with the variables in PodRequest.
            "name",
            "image",
            "command",
            "args",
            "env",
            "envFrom",
            // Asked of the scheduler; a platform that reserves uses them as a size.
            "resources.requests");

    /**
     * Fields that need no word of a provider. {@code docs/provider-spi.md} lists them with the same reasons. A field
     * that the API server sets in every pod must be here, unless it is noted only for other values than the server's.
     */
    static final Set<String> NEEDS_NO_PROVIDER = fields(Stream.of(
            // Done with before the pod comes here: by the scheduler and by admission.
            "affinity",
            "nodeName",
            "nodeSelector",
            "overhead",
            "preemptionPolicy",
            "priority",
            "priorityClassName",
            "schedulerName",
            "schedulingGates",
            "tolerations",
            "topologySpreadConstraints",
            // What the SPI is about (restartPolicy), hands over with each call (grace), or does itself (deadline).
            "restartPolicy",
            "terminationGracePeriodSeconds",
            "activeDeadlineSeconds",
            // Names; what comes of them shows as serviceAccountToken.
            "serviceAccount",
            "serviceAccountName",
            "automountServiceAccountToken",
            // Set in every pod. Variables for Services are not made, see the environment package.
            "enableServiceLinks",
            // A volume is its kind.
            "volumes[].name",
            // Told by the lifecycle, for all providers: they come to a pod that runs, and must not end it.
            "ephemeralContainers"));

    /**
     * Not refused though nobody honours it, and reported by name. Admission adds the token volume to nearly every pod,
     * whether or not it will ever be read. The others are set in every pod by the API server, and noted only where
     * their value is another than the server's: the pod can do its work without.
     */
    private static final Set<String> ALWAYS_IGNORABLE = Set.of(
            "serviceAccountToken",
            "dnsPolicy",
            "containers[].imagePullPolicy",
            "containers[].terminationMessagePath",
            "containers[].terminationMessagePolicy",
            "initContainers[].imagePullPolicy",
            "initContainers[].terminationMessagePath",
            "initContainers[].terminationMessagePolicy");

    /**
     * Refused whatever the provider says, since the lifecycle and the environment, which are the same for all of them,
     * do not keep them: how often a single container is started again, and sources of variables that are not known
     * here.
     */
    private static final Set<String> KEPT_BY_NOBODY = Set.of(
            "containers[].restartPolicy",
            "containers[].restartPolicyRules",
            "initContainers[].restartPolicyRules",
            "initContainers[].restartPolicy: Never",
            "initContainers[].restartPolicy: OnFailure",
            "containers[].env[]",
            "containers[].envFrom[]",
            "initContainers[].env[]",
            "initContainers[].envFrom[]");

    /** Checks the fields of a pod, as in {@code PodSpec.fields}, against what a platform can do. */
    public static FieldCheck of(Set<String> fields, Capabilities capabilities) {
        List<String> refused = new ArrayList<>();
        List<String> ignored = new ArrayList<>();
        for (String field : new TreeSet<>(fields)) {
            switch (answer(field, fields, capabilities)) {
                case FINE -> {}
                case IGNORED -> ignored.add(field);
                case REFUSED -> refused.add(field);
            }
        }
        return new FieldCheck(List.copyOf(refused), List.copyOf(ignored));
    }

    private enum Answer {
        FINE,
        IGNORED,
        REFUSED
    }

    /** A provider that names one of the common fields as ignorable, by its very path, means it: the user is told. */
    private static Answer answer(String field, Set<String> fields, Capabilities capabilities) {
        if (covered(field, KEPT_BY_NOBODY)) {
            return Answer.REFUSED;
        }
        if (above(field, fields) || covered(field, capabilities.honoured())) {
            return Answer.FINE;
        }
        if (covered(field, NEEDS_NO_PROVIDER) && !capabilities.ignorable().contains(field)) {
            return Answer.FINE;
        }
        boolean ignorable = covered(field, capabilities.ignorable()) || covered(field, ALWAYS_IGNORABLE);
        return ignorable ? Answer.IGNORED : Answer.REFUSED;
    }

    /** Whether the path itself or one above it is in the set; a field is above its values. */
    private static boolean covered(String field, Set<String> paths) {
        for (String path = field; !path.isEmpty(); path = parent(path)) {
            if (paths.contains(path)) {
                return true;
            }
        }
        return paths.contains(EVERYTHING);
    }

    /** Whether it only leads to other fields of the pod, which are checked themselves. */
    private static boolean above(String field, Set<String> fields) {
        return fields.stream().anyMatch(other -> startsBelow(other, field));
    }

    private static boolean startsBelow(String other, String field) {
        return other.length() > field.length()
                && other.startsWith(field)
                && (other.charAt(field.length()) == '.' || other.charAt(field.length()) == '[');
    }

    private static String parent(String path) {
        int value = path.indexOf(": ");
        if (value >= 0) {
            return path.substring(0, value);
        }
        if (path.endsWith("[]")) {
            return path.substring(0, path.length() - 2);
        }
        return path.substring(0, Math.max(0, path.lastIndexOf('.')));
    }

    private static Set<String> fields(Stream<String> ofPod) {
        var ofContainers = Stream.of("containers[].", "initContainers[].")
                .flatMap(prefix -> OF_EACH_CONTAINER.stream().map(prefix::concat));
        return Set.copyOf(Stream.concat(ofPod, ofContainers).toList());
    }
}

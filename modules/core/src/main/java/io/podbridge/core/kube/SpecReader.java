package io.podbridge.core.kube;

import io.podbridge.core.pod.Container;
import io.podbridge.core.pod.PodSpec;
import io.podbridge.core.pod.RestartPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonParser;

/** Reads {@code spec}. */
final class SpecReader implements Tokens.FieldReader {

    /** Source: the API server's defaults (pkg/apis/core/v1/defaults.go); it always writes them out. */
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(30);

    private final FieldPaths paths;
    private final FieldPaths.Collected set;
    private final SpecFields fields;
    private RestartPolicy restartPolicy = RestartPolicy.ALWAYS;
    private Duration grace = DEFAULT_GRACE;
    private Optional<Duration> activeDeadline = Optional.empty();
    private String serviceAccount = "";
    private String hostname = "";
    private String node = "";
    private List<Container> initContainers = List.of();
    private List<Container> containers = List.of();
    private List<Container> ephemeralContainers = List.of();

    SpecReader(FieldPaths paths) {
        this.paths = paths;
        this.set = paths.collect();
        this.fields = new SpecFields(set);
    }

    @Override
    public void read(String name, JsonParser value) {
        FieldPaths.Node field = paths.spec().field(name);
        switch (name) {
            case "restartPolicy" -> restartPolicy = policy(fields.text(field, value));
            case "terminationGracePeriodSeconds" -> grace = Duration.ofSeconds(fields.number(field, value));
            case "activeDeadlineSeconds" ->
                activeDeadline = Optional.of(Duration.ofSeconds(fields.number(field, value)));
            case "serviceAccountName" -> serviceAccount = fields.text(field, value);
            case "hostname" -> hostname = fields.text(field, value);
            case "nodeName" -> node = fields.text(field, value);
            case "initContainers" -> initContainers = containers(field, value);
            case "containers" -> containers = containers(field, value);
            case "ephemeralContainers" -> ephemeralContainers = containers(field, value);
            case "dnsPolicy" -> fields.defaulted(field, value, "ClusterFirst");
            case "volumes" -> Volumes.read(value, paths, field, set);
            default -> fields.other(field, value);
        }
    }

    /** {@code spec.nodeName}, "" for a pod that no scheduler has placed yet. */
    String node() {
        return node;
    }

    PodSpec spec(String podName, Canonicals canonicals) {
        Set<String> names = set.paths();
        return new PodSpec(
                restartPolicy,
                grace,
                activeDeadline,
                canonicals.text(serviceAccount),
                hostname.isEmpty() ? podName : hostname,
                canonicals.containers(initContainers),
                canonicals.containers(containers),
                names,
                canonicals.containers(ephemeralContainers));
    }

    private List<Container> containers(FieldPaths.Node field, JsonParser parser) {
        FieldPaths.Node elements = field.elements();
        return Tokens.list(parser, it -> ContainerReader.read(it, elements, fields));
    }

    private static RestartPolicy policy(String name) {
        for (RestartPolicy policy : RestartPolicy.values()) {
            if (policy.apiName().equals(name)) {
                return policy;
            }
        }
        return RestartPolicy.ALWAYS;
    }
}

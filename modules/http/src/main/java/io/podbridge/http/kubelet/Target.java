package io.podbridge.http.kubelet;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a path names. */
sealed interface Target {

    record ContainerLogs(String namespace, String pod, String container) implements Target {}

    /**
     * A command beside the process.
     *
     * @param uid of the pod, where the path names one
     */
    record Exec(String namespace, String pod, Optional<String> uid, String container) implements Target {}

    record Attach(String namespace, String pod, Optional<String> uid, String container) implements Target {}

    record PortForward(String namespace, String pod, Optional<String> uid) implements Target {}

    /** A document. */
    enum Document implements Target {
        PODS,
        RUNNING_PODS,
        STATS_SUMMARY,
        METRICS_RESOURCE,
        METRICS_PROBES,
        HEALTH,
        CONFIGURATION
    }

    Set<String> READ = Set.of("GET");
    Set<String> READ_OR_POST = Set.of("GET", "POST");

    /** Other methods are refused. */
    default Set<String> methods() {
        return switch (this) {
            case ContainerLogs logs -> READ;
            case Document document -> READ;
            case Exec exec -> READ_OR_POST;
            case Attach attach -> READ_OR_POST;
            case PortForward forward -> READ_OR_POST;
        };
    }

    /**
     * What a request names, if it is served with that method.
     *
     * @param path decoded; with or without a slash at the end
     */
    static Checked<Target> of(String method, String path) {
        List<String> segments = List.of((path.endsWith("/") ? path + "." : path + "/.").split("/", -1));
        return find(segments.subList(1, segments.size() - 1))
                .then(target -> target.methods().contains(method)
                        ? Checked.of(target)
                        : new Checked.Bad<>(Reply.METHOD_NOT_ALLOWED));
    }

    private static Checked<Target> find(List<String> segments) {
        if (segments.isEmpty() || segments.contains("")) {
            return new Checked.Bad<>(Reply.NOT_FOUND);
        }
        List<String> names = segments.subList(1, segments.size());
        Optional<Target> target = switch (segments.getFirst()) {
            case "containerLogs" -> logs(names);
            case "exec" -> container(names, (pod, uid, container) -> new Exec(names.get(0), pod, uid, container));
            case "attach" -> container(names, (pod, uid, container) -> new Attach(names.get(0), pod, uid, container));
            case "portForward" -> portForward(names);
            default -> document(String.join("/", segments));
        };
        return target.map(Checked::of).orElseGet(() -> new Checked.Bad<>(notServed(segments.getFirst())));
    }

    private static Reply notServed(String root) {
        return Set.of("run", "checkpoint", "logs", "metrics", "debug").contains(root)
                ? Reply.NOT_IMPLEMENTED
                : Reply.NOT_FOUND;
    }

    private static Optional<Target> logs(List<String> names) {
        return names.size() == 3
                ? Optional.of(new ContainerLogs(names.get(0), names.get(1), names.get(2)))
                : Optional.empty();
    }

    private static Optional<Target> portForward(List<String> names) {
        return switch (names.size()) {
            case 2 -> Optional.of(new PortForward(names.get(0), names.get(1), Optional.empty()));
            case 3 -> Optional.of(new PortForward(names.get(0), names.get(1), Optional.of(names.get(2))));
            default -> Optional.empty();
        };
    }

    private static Optional<Target> container(List<String> names, InContainer make) {
        return switch (names.size()) {
            case 3 -> Optional.of(make.target(names.get(1), Optional.empty(), names.get(2)));
            case 4 -> Optional.of(make.target(names.get(1), Optional.of(names.get(2)), names.get(3)));
            default -> Optional.empty();
        };
    }

    private static Optional<Target> document(String path) {
        return switch (path) {
            case "pods" -> Optional.of(Document.PODS);
            case "runningpods" -> Optional.of(Document.RUNNING_PODS);
            case "stats/summary" -> Optional.of(Document.STATS_SUMMARY);
            case "metrics/resource" -> Optional.of(Document.METRICS_RESOURCE);
            case "metrics/probes" -> Optional.of(Document.METRICS_PROBES);
            case "healthz" -> Optional.of(Document.HEALTH);
            case "configz" -> Optional.of(Document.CONFIGURATION);
            default -> Optional.empty();
        };
    }

    /** Makes one of the two targets that lie in a container. */
    @FunctionalInterface
    interface InContainer {
        Target target(String pod, Optional<String> uid, String container);
    }
}

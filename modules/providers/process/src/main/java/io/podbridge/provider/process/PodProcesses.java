package io.podbridge.provider.process;

import io.podbridge.core.pod.Container;
import io.podbridge.core.provider.PodRequest;
import io.podbridge.provider.process.logs.ContainerLog;
import io.podbridge.provider.process.logs.PodLogs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The processes of a pod's containers, at most one of each, and their logs. Not thread-safe: the {@link PodRunner}'s
 * lock guards it.
 */
final class PodProcesses {
    private final PodRequest request;
    private final Host host;
    private final Map<String, ContainerProcess> running = new HashMap<>();
    private final PodLogs logs = new PodLogs();

    PodProcesses(PodRequest request, Host host) {
        this.request = request;
        this.host = host;
    }

    /** The logs of present and earlier processes; thread-safe. */
    PodLogs logs() {
        return logs;
    }

    /** The process of a container, if it has one. */
    Optional<ContainerProcess> of(String container) {
        return Optional.ofNullable(running.get(container));
    }

    List<ContainerProcess> all() {
        return List.copyOf(running.values());
    }

    boolean none() {
        return running.isEmpty();
    }

    /** Starts a container on a thread of its own, on which the listener is called. */
    void start(Host.StartName start, int restartCount, ContainerProcess.Listener listener) {
        String name = start.container();
        String marker = start.marker(host.directory().run());
        Launch launch = host.launch(request, container(name), marker);
        ContainerLog log = host.log(start.uid(), name, restartCount);
        Optional<ContainerLog> outdated = logs.add(name, log);
        var process = new ContainerProcess(launch, marker, log, host.tools(), listener);
        running.put(name, process);
        Thread.ofVirtual().name("process-container").start(() -> {
            outdated.ifPresent(ContainerLog::delete);
            process.run();
        });
    }

    /** Sends a signal to a container, if it has a process, without waiting for that. */
    void send(String container, ContainerRun.Sent signal) {
        of(container)
                .ifPresent(process -> Thread.ofVirtual().name("process-signal").start(() -> process.send(signal)));
    }

    /** Nothing of the container's process is left. */
    void ended(String container) {
        running.remove(container);
    }

    private Container container(String name) {
        var spec = request.pod().spec();
        return Stream.concat(spec.initContainers().stream(), spec.containers().stream())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

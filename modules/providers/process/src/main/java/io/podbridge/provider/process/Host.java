package io.podbridge.provider.process;

import io.podbridge.core.environment.Expansion;
import io.podbridge.core.pod.Container;
import io.podbridge.core.provider.PodRequest;
import io.podbridge.provider.process.logs.ContainerLog;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * What all pods of a replica share.
 *
 * @param settings the provider's
 * @param directory this run's
 * @param tools what containers are run with
 * @param replica this replica's address
 * @param address the IP address of all pods; "" if there is none
 * @param timers for the wake-up calls of pods
 * @param starts numbers the starts of containers; begins above what earlier runs of this replica have used
 */
record Host(
        ProcessSettings settings,
        ReplicaDirectory directory,
        ContainerProcess.Tools tools,
        String replica,
        String address,
        ScheduledExecutorService timers,
        AtomicLong starts) {

    /** Wall-clock time, in whole seconds, as statuses show it. */
    Instant wallClock() {
        return tools.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Time that nobody sets, for waits and deadlines. Its beginning means nothing. */
    Instant steadyClock() {
        return Instant.EPOCH.plusNanos(System.nanoTime());
    }

    /** Which start of a container this is, unlike any other. */
    record StartName(String uid, String container, String number) {

        /** {@code process://<replica>/<uid>/<container>/<number>}. */
        String containerId(String replica) {
            return ProcessProviderFactory.NAME + "://" + replica + "/" + uid + "/" + container + "/" + number;
        }

        /** See {@link Marker}. */
        String marker(String run) {
            return Marker.prefix(run) + uid + "/" + container + "/" + number;
        }
    }

    /** The name of the next start. */
    StartName nextStart(String uid, String container) {
        return new StartName(uid, container, Long.toString(starts.incrementAndGet()));
    }

    /** Where the containers of a pod start if they do not say. */
    Path workingDirectory(String uid) {
        return directory.pod(uid).resolve("work");
    }

    /** The log of a start: {@code logs/<container>/<restart count>.log}, the kubelet's names. */
    ContainerLog log(String uid, String container, int restartCount) {
        Path file = logs(uid, container).resolve(restartCount + ".log");
        return new ContainerLog(file, settings.logs(), tools.clock());
    }

    /** The logs of a container. */
    Path logs(String uid, String container) {
        return directory.pod(uid).resolve("logs").resolve(container);
    }

    /** How a container of this pod is started. */
    Launch launch(PodRequest request, Container container, String marker) {
        String uid = request.pod().id().uid();
        Path work = workingDirectory(uid);
        Map<String, String> variables = new LinkedHashMap<>();
        settings.passEnvironment().forEach(name -> {
            if (System.getenv().containsKey(name)) {
                variables.put(name, System.getenv(name));
            }
        });
        variables.put("PATH", settings.path());
        variables.put("HOME", work.toString());
        variables.put("HOSTNAME", request.pod().spec().hostname());
        Map<String, String> own = request.environment().getOrDefault(container.name(), Map.of());
        variables.putAll(own);
        variables.put(Marker.NAME, marker);
        List<String> command = Stream.concat(container.command().stream(), container.args().stream())
                .map(word -> Expansion.expand(word, own))
                .toList();
        return new Launch(
                command,
                variables,
                container.workingDirectory().map(work::resolve).orElse(work),
                container.input());
    }
}

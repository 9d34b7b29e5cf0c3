package io.podbridge.provider.process;

import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.RestartPolicy;
import io.podbridge.core.provider.ProviderFactory;
import io.podbridge.testkit.provider.PodFixtures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/**
 * A replica for tests to kill: makes pods of a script without end, says on its output what becomes of them, and counts
 * its pods whenever it gets a line.
 */
final class ReplicaMain {
    private ReplicaMain() {}

    /** Arguments: the directory, more settings, how many pods, the script. */
    public static void main(String[] arguments) throws IOException {
        var context = new ProviderFactory.Context(
                Settings.in(Path.of(arguments[0]), arguments[1]),
                "node",
                "bridge",
                "replica",
                "127.0.0.1",
                Executors.newScheduledThreadPool(1));
        var provider = new ProcessProviderFactory().create(context);
        provider.subscribe(report -> System.out.println(line(report)));
        System.out.println("ready");
        for (int pod = 0; pod < Integer.parseInt(arguments[2]); pod++) {
            provider.create(PodFixtures.pod("pod-" + pod)
                    .restartPolicy(RestartPolicy.ALWAYS)
                    .container("main", "none", "/bin/sh", "-c", arguments[3])
                    .request());
        }
        while (System.in.read() >= 0) {
            System.out.println("listed " + provider.list().toCompletableFuture().join());
        }
    }

    private static String line(PodReport report) {
        ContainerStatus status = report.containers().getFirst();
        return switch (status.state()) {
            case ContainerState.Waiting waiting -> "waiting " + waiting.reason();
            case ContainerState.Running running -> "running";
            case ContainerState.Terminated ended -> "terminated " + ended.exitCode() + " " + ended.reason();
        };
    }
}

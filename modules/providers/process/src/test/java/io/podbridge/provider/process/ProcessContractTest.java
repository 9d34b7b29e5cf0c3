package io.podbridge.provider.process;

import com.typesafe.config.Config;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.provider.ProviderFactory;
import io.podbridge.testkit.provider.Behaviour;
import io.podbridge.testkit.provider.ProviderContract;
import io.podbridge.testkit.provider.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The provider contract; an instance of a pod is its directory. */
class ProcessContractTest extends ProviderContract {
    @TempDir
    private Path directory;

    private final EchoServer echo = EchoServer.start();

    @Override
    protected ProviderFactory factory() {
        return new ProcessProviderFactory();
    }

    @Override
    protected Config settings() {
        return Settings.in(directory, "");
    }

    @Override
    protected Workload workload(String container, Behaviour behaviour) {
        String script = switch (behaviour) {
            case Behaviour.RunsForEver forEver -> "exec sleep 1000";
            case Behaviour.IgnoresStop deaf -> "trap '' TERM; touch deaf; while :; do sleep 1000; done";
            case Behaviour.Exits(int code) -> "exit " + code;
            case Behaviour.Prints(int lines) ->
                "for n in $(seq 1 2 " + lines + "); do echo line $n; echo more >&2; done";
            case Behaviour.Echoes echoes -> "exec cat";
        };
        return new Workload(List.of("/bin/sh", "-c", script), Map.of());
    }

    @Override
    protected void awaitBehaviour(PodId pod, Behaviour behaviour) {
        if (behaviour instanceof Behaviour.IgnoresStop) {
            Awaitility.await().until(() -> count(Path.of(pod.uid(), "work", "deaf")) == 1);
        }
    }

    /** Pods listen on the host's network, and so does this test. */
    @Override
    protected int echoPort() {
        return echo.port();
    }

    @Override
    protected int closedPort() {
        return EchoServer.closedPort();
    }

    @AfterEach
    void endEcho() {
        echo.close();
    }

    @Override
    protected OptionalInt instances(PodId pod) {
        return OptionalInt.of(count(Path.of(pod.uid())));
    }

    /** In how many runs of replicas there is this path. */
    private int count(Path below) {
        try (var runs = Files.list(directory)) {
            return (int) runs.filter(run -> Files.exists(run.resolve("pods").resolve(below)))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

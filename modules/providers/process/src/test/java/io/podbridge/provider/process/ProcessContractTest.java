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
import org.junit.jupiter.api.io.TempDir;

/** The provider contract; an instance of a pod is its directory. */
class ProcessContractTest extends ProviderContract {
    @TempDir
    private Path directory;

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
            case Behaviour.IgnoresStop deaf -> "trap '' TERM; while :; do sleep 1000; done";
            case Behaviour.Exits(int code) -> "exit " + code;
        };
        return new Workload(List.of("/bin/sh", "-c", script), Map.of());
    }

    @Override
    protected OptionalInt instances(PodId pod) {
        try (var paths = Files.find(directory, 3, (path, attributes) -> path.endsWith(Path.of("pods", pod.uid())))) {
            return OptionalInt.of((int) paths.count());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

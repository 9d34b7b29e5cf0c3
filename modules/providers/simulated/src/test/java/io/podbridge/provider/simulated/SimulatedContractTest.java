package io.podbridge.provider.simulated;

import com.typesafe.config.Config;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.provider.ProviderFactory;
import io.podbridge.testkit.provider.Behaviour;
import io.podbridge.testkit.provider.ProviderContract;
import io.podbridge.testkit.provider.Workload;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.io.TempDir;

class SimulatedContractTest extends ProviderContract {
    @TempDir
    Path directory;

    @Override
    protected ProviderFactory factory() {
        return new SimulatedProviderFactory();
    }

    @Override
    protected Config settings() {
        return Clouds.settings(directory, "");
    }

    @Override
    protected Workload workload(String container, Behaviour behaviour) {
        return new Workload(
                List.of(),
                switch (behaviour) {
                    case Behaviour.RunsForEver() -> annotation("run-time", container, "0s");
                    case Behaviour.Echoes() -> annotation("run-time", container, "0s");
                    case Behaviour.Prints(var lines) -> annotation("run-time", container, "30ms");
                    case Behaviour.IgnoresStop() -> annotation("stop-latency", container, "1d");
                    case Behaviour.Exits(var code) ->
                        Map.of(
                                Overrides.PREFIX + "run-time", container + "=30ms",
                                Overrides.PREFIX + "exit-code", container + "=" + code);
                });
    }

    private static Map<String, String> annotation(String key, String container, String value) {
        return Map.of(Overrides.PREFIX + key, container + "=" + value);
    }

    @Override
    protected int echoPort() {
        return 7;
    }

    @Override
    protected int closedPort() {
        return 60_001;
    }

    @Override
    protected OptionalInt instances(PodId pod) {
        return OptionalInt.of(LedgerAudit.of(directory).existing(pod.uid(), Instant.now()));
    }
}

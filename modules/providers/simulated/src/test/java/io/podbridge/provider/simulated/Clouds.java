package io.podbridge.provider.simulated;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.Map;

/** Settings for tests: as shipped, but quick. */
final class Clouds {
    private static final String QUICK = """
        start-latency { min = 1ms, max = 5ms }
        delete-latency { min = 0ms, max = 1ms }
        init-run-time = 5ms
        stop-latency = 5ms
        back-off = 5ms
        back-off-limit = 20ms
        look-interval = 10ms
        """;

    private Clouds() {}

    static Config settings(Path directory, String more) {
        return ConfigFactory.parseString(more)
                .withFallback(ConfigFactory.parseMap(Map.of("directory", directory.toString())))
                .withFallback(ConfigFactory.parseString(QUICK))
                .withFallback(ConfigFactory.parseResources(Clouds.class.getClassLoader(), "reference.conf")
                        .getConfig("podbridge.providers.simulated"));
    }
}

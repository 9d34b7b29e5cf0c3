package io.podbridge.provider.process;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;

/** Settings for tests: switched on, in a directory of the test, and in a hurry. */
final class Settings {
    private Settings() {}

    /** Those, with the lines of {@code more} before them. */
    static Config in(Path directory, String more) {
        String lines = """
            enabled = true
            directory = "%s"
            close-grace = 0s
            back-off { initial = 20ms, max = 100ms, reset-after = 1h }
            """.formatted(directory);
        return ConfigFactory.parseString(more)
                .withFallback(ConfigFactory.parseString(lines))
                .withFallback(ConfigFactory.load().getConfig("podbridge.providers.process"));
    }
}

package io.podbridge.provider.process;

import com.typesafe.config.Config;
import io.podbridge.core.config.SettingsReader;
import io.podbridge.core.provider.Provider;
import io.podbridge.core.provider.ProviderFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the process provider, if somebody has said that it may be used. */
public final class ProcessProviderFactory implements ProviderFactory {
    /** The provider's name. */
    static final String NAME = "process";

    private static final String PATH = "podbridge.providers." + NAME;
    /**
     * For the keeper's answers, which take a fraction of a millisecond; a new keeper is there within a second or two.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** For ServiceLoader. */
    public ProcessProviderFactory() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Provider create(Context context) {
        ProcessSettings settings = settings(context.settings());
        try {
            return open(context, settings);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the directory " + directory(settings), e);
        }
    }

    private static ProcessSettings settings(Config block) {
        var reader = SettingsReader.ofBlock(block, PATH);
        ProcessSettings settings = ProcessSettings.read(reader);
        if (!settings.enabled()) {
            reader.error(
                    "enabled",
                    "is false.",
                    "Whoever may create pods can run any command on this host as the user "
                            + System.getProperty("user.name") + ". Set it to true if that is what you want.");
        } else if (!Files.isReadable(Path.of("/proc/self/stat")) || !Files.isExecutable(Path.of("/bin/sh"))) {
            reader.error("enabled", "must be false on this host: the provider needs Linux, with /proc and /bin/sh.");
        }
        reader.finish();
        return settings;
    }

    private static Provider open(Context context, ProcessSettings settings) throws IOException {
        ReplicaDirectory directory = ReplicaDirectory.open(directory(settings));
        var launch = new KeeperProcess.Launch(
                settings.fenceAfter(), Marker.prefix(directory.run()), directory.keeperErrors());
        var keeper = new KeeperLink(launch, settings.fenceAfter());
        InstantSource clock = InstantSource.system();
        var provider = new ProcessProvider(new Host(
                settings,
                directory,
                new ContainerProcess.Tools(keeper, new Sweeper(), clock, PATIENCE),
                context.replica(),
                context.hostAddress(),
                context.timers(),
                new AtomicLong(clock.millis())));
        keeper.start(provider::loseAll);
        return provider;
    }

    private static Path directory(ProcessSettings settings) {
        return settings.directory()
                .orElseGet(() -> Path.of(
                        System.getProperty("java.io.tmpdir"), "podbridge-process-" + System.getProperty("user.name")));
    }
}

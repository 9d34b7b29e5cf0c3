package io.podbridge.provider.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podbridge.core.provider.Provider;
import io.podbridge.core.provider.ProviderFactory;
import io.podbridge.testkit.provider.PodFixtures;
import io.podbridge.testkit.provider.Replica;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cloud outlives replicas that are killed in the middle of their work. */
class KilledReplicasIT {
    private static final int PODS = 20_000;
    private static final int KILLS = 3;

    @TempDir
    Path directory;

    @Test
    void aKilledReplicasWorkIsTakenOver() throws Exception {
        for (int kill = 1; kill <= KILLS; kill++) {
            killOneThatHasMade(kill * 1_000);
        }
        try (var writer = provider(directory)) {
            createAll(writer);
        }

        LedgerAudit audit = LedgerAudit.of(directory);
        Set<String> wanted = new TreeSet<>(
                IntStream.range(0, PODS).mapToObj(KilledReplicasIT::uid).toList());
        assertThat(audit.lost(wanted)).isEmpty();
        assertThat(audit.orphans(wanted)).isEmpty();
        assertThat(audit.duplicates()).isEmpty();
        assertThat(audit.unreadable()).isZero();
        assertThat(audit.total().created()).isEqualTo(PODS);
        assertThat(audit.total().createRepeated()).isGreaterThanOrEqualTo(KILLS * 1_000);
    }

    private void killOneThatHasMade(int pods) throws IOException, InterruptedException {
        Process replica = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("replica.log").toFile())
                .start();
        try {
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> !replica.isAlive()
                            || LedgerAudit.of(directory).total().created() >= pods);
        } finally {
            replica.destroyForcibly().waitFor();
        }
        assertThat(replica.exitValue())
                .as("killed: %s", Files.readString(directory.resolve("replica.log")))
                .isEqualTo(128 + 9);
    }

    private static String uid(int number) {
        return "pod-" + number;
    }

    private static Provider provider(Path directory) {
        var context = new ProviderFactory.Context(
                Clouds.settings(directory, ""),
                "node",
                "bridge",
                "replica",
                "127.0.0.1",
                Executors.newSingleThreadScheduledExecutor());
        return new SimulatedProviderFactory().create(context);
    }

    private static void createAll(Provider provider) {
        List.copyOf(IntStream.range(0, PODS)
                        .mapToObj(number -> PodFixtures.pod("web-" + number)
                                .uid(uid(number))
                                .container("web", "example.org/web:1")
                                .request())
                        .map(provider::create)
                        .toList())
                .forEach(Replica::value);
    }

    /** A replica that makes all pods, over and over, until it is killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            try (var provider = provider(Path.of(arguments[0]))) {
                while (true) {
                    createAll(provider);
                }
            }
        }
    }
}

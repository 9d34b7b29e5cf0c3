package io.podbridge.provider.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.provider.ProviderFactory;
import io.podbridge.testkit.LongForm;
import io.podbridge.testkit.provider.PodFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the replica or its keeper: no process is left that nobody watches. */
class NothingOutlivesTheReplicaIT {
    private static final int ROUNDS = LongForm.of(10, 50);

    /** Seven processes: deaf ones, grandchildren, one without variables, one in a session of its own. */
    private static final String FAMILY = """
        trap '' TERM
        $SLEEP &
        sh -c 'trap "" TERM; $SLEEP & $SLEEP & wait' &
        env -i $SLEEP &
        setsid $SLEEP &
        wait
        """;

    private static final int MEMBERS = 7;

    @TempDir
    private Path directory;

    @Test
    void aKilledReplicaTakesAllProcessesWithIt() throws Exception {
        try (var victim = Victim.start(directory, "", 2, FAMILY)) {
            victim.awaitPods(2 * MEMBERS);

            victim.kill();

            victim.awaitPods(0);
            Awaitility.await().until(() -> victim.keepers(directory).isEmpty());
        }
    }

    @Test
    void aPausedReplicaLosesItsPodsAndSaysSo() throws Exception {
        try (var victim = Victim.start(directory, "fence-after = 1s", 1, FAMILY)) {
            victim.awaitPods(MEMBERS);

            victim.signal("STOP");
            victim.awaitPods(0);
            victim.signal("CONT");

            victim.awaitLine("terminated 137 ReplicaLost");
            awaitNoPods(victim);
            victim.awaitPods(0);
            assertThat(victim.lines()).filteredOn("running"::equals).hasSize(1);
        }
    }

    private static void awaitNoPods(Victim victim) {
        Awaitility.await().until(() -> {
            victim.say("list");
            return victim.lines().contains("listed Success[value=[]]");
        });
    }

    @Test
    void aKeeperThatDiesOrHangsIsReplaced() throws Exception {
        try (var victim = Victim.start(directory, "fence-after = 1s", 1, FAMILY)) {
            victim.awaitPods(MEMBERS);
            ProcessEntry first = awaitKeeperOtherThan(victim, -1);
            first.kill();
            ProcessEntry second = awaitKeeperOtherThan(victim, first.pid());
            new ProcessBuilder("/bin/sh", "-c", "kill -s STOP " + second.pid())
                    .start()
                    .waitFor();
            awaitKeeperOtherThan(victim, second.pid());
            assertThat(victim.pods()).hasSize(MEMBERS);

            victim.kill();

            victim.awaitPods(0);
        }
    }

    private ProcessEntry awaitKeeperOtherThan(Victim victim, long pid) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> victim.keepers(directory),
                        found -> found.size() == 1 && found.getFirst().pid() != pid)
                .getFirst();
    }

    /** Most of the deaths fall between the making of a process and the moment when the keeper knows it. */
    @Test
    void aReplicaThatDiesWhileItStartsPodsLeavesNone() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (var victim = Victim.start(directory, "", 30, "$SLEEP & wait")) {
                victim.awaitLine("ready");
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(250_000_000));
            }
        }
        assertThat(runs()).isNotEmpty();
        openAndClose();
        assertThat(runs()).as("directories of the dead").isEmpty();
    }

    private void openAndClose() {
        try (var timers = Executors.newScheduledThreadPool(1);
                var provider = new ProcessProviderFactory()
                        .create(new ProviderFactory.Context(
                                Settings.in(directory, ""), "node", "bridge", "replica", "127.0.0.1", timers))) {
            provider.create(PodFixtures.pod("last")
                            .container("main", "none", "sleep", "1000")
                            .request())
                    .toCompletableFuture()
                    .join();
        }
    }

    private List<Path> runs() throws IOException {
        try (var found = Files.list(directory)) {
            return found.filter(path -> path.getFileName().toString().startsWith("run-"))
                    .toList();
        }
    }
}

package io.podbridge.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.app.demo.DemoEvent.Ended;
import io.podbridge.app.demo.DemoEvent.NodeChanged;
import io.podbridge.app.demo.DemoEvent.NodeServed;
import io.podbridge.app.demo.DemoEvent.PodChanged;
import io.podbridge.app.demo.DemoEvent.PodGone;
import io.podbridge.app.demo.DemoEvent.ProvenDead;
import io.podbridge.app.demo.DemoEvent.Started;
import io.podbridge.app.demo.DemoEvent.Stops;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoLinesTest {

    @Test
    void saysInALineHowAReplicaBeginsAndEnds() {
        var second = Optional.of(Duration.ofSeconds(1));
        assertThat(lines(
                        new Started(1, 11, false),
                        new Started(1, 12, true),
                        new Ended(1, 11, new Ending(137), second),
                        new Ended(2, 22, new Ending(75), second),
                        new Ended(2, 22, new Ending(137), Optional.empty()),
                        new Ended(3, 33, new Ending(78), Optional.empty())))
                .containsExactly(
                        "replica 1: started, pid 11",
                        "replica 1: started again, pid 12",
                        "replica 1: killed by SIGKILL, pid 11; started again in 1 s",
                        "replica 2: ended with 75 (TRY_AGAIN), pid 22; started again in 1 s",
                        "replica 2: killed by SIGKILL, pid 22; stays dead",
                        "replica 3: ended with 78 (CONFIGURATION), pid 33; stays dead, a restart would not help; see"
                                + " its log");
    }

    @Test
    void saysInALineWhatTheReplicasDo() {
        assertThat(lines(
                        new NodeServed(2),
                        new ProvenDead(2, Optional.of(1)),
                        new ProvenDead(2, Optional.empty()),
                        new Stops(3, "it is alone"),
                        new PodChanged("demo-1", "Running"),
                        new PodGone("demo-1"),
                        new NodeChanged("n", "Ready")))
                .containsExactly(
                        "replica 2: looks after the node now",
                        "replica 2: knows that replica 1 is dead: its pods move",
                        "replica 2: knows that another one is dead: its pods move",
                        "replica 3: stops: it is alone",
                        "pod demo-1: Running",
                        "pod demo-1: gone",
                        "node n: Ready");
    }

    private static List<String> lines(DemoEvent... events) {
        return Stream.of(events).map(DemoLines::of).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "0, ended with 0 (OK), true",
        "3, ended with 3, true",
        "64, ended with 64 (USAGE), false",
        "69, ended with 69 (UNAVAILABLE), true",
        "73, ended with 73 (CANNOT_CREATE), false",
        "137, killed by SIGKILL, true",
        "143, killed by SIGTERM, true",
        "160, killed by signal 32, true",
        "255, ended with 255, true"
    })
    void knowsEndings(int exitCode, String text, boolean restartMends) {
        assertThat(new Ending(exitCode).text()).isEqualTo(text);
        assertThat(new Ending(exitCode).restartMends()).isEqualTo(restartMends);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INFO VirtualNode - Node edge is served from this replica | replica 2: looks after the node now",
                "WARN ProofOfDeath - Replica pekko://p@h:1#-5 is proven dead and will be removed | replica 2: knows"
                        + " that replica 1 is dead: its pods move",
                "ERROR ClusterReplica - This replica stops: the region ended | replica 2: stops: the region ended",
                "INFO Cluster - Node is JOINING | ''",
                "'' | ''"
            })
    void findsEventsInLogs(String line, String expected) {
        assertThat(LogLines.read(2, line, address -> Optional.of(1).filter(one -> address.contains("h:1#")))
                        .map(DemoLines::of)
                        .orElse(""))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "2, 2", "3, 4", "6, 32", "1000, 32"})
    void waitsLongerForReplicasThatKeepDying(int deaths, int seconds) {
        var delay = RestartDelay.FIRST;
        for (int death = 0; death < deaths; death++) {
            delay = delay.after(Duration.ofSeconds(1));
        }
        assertThat(delay.duration()).hasSeconds(seconds);
        assertThat(delay.after(Duration.ofMinutes(1)).duration()).hasSeconds(1);
    }
}

package io.podbridge.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.events.TestClock;
import io.podbridge.core.health.NodeVerdict.Statement;
import io.podbridge.core.health.NodeVerdict.Truth;
import io.podbridge.core.telemetry.Gauge;
import io.podbridge.core.telemetry.InMemoryTelemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeHealthTest {
    private static final Instant BEGUN = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant NOW = BEGUN.plusSeconds(600);

    /** The first replica serves the node. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        #  first             | second            | PodsServed, reason        | takes pods | ready
          WRITER OK          | WRITER OK         | TRUE  ReplicasServe       | true       | TRUE
          WRITER DEGRADED    | WRITER OK         | TRUE  ReplicasServe       | true       | TRUE
          WRITER FAILED      | WRITER OK         | FALSE ReplicaDoesNotServe | true       | TRUE
          WRITER OK          | WRITER FAILED     | FALSE ReplicaDoesNotServe | true       | TRUE
          WRITER FAILED      | WRITER FAILED     | FALSE NoReplicaServes     | false      | TRUE
          REQUESTS FAILED    | REQUESTS FAILED   | FALSE NoReplicaServes     | false      | FALSE
          REQUESTS FAILED    | WRITER FAILED     | FALSE NoReplicaServes     | false      | TRUE
          REQUESTS FAILED    | PROVIDER FAILED   | FALSE NoReplicaServes     | false      | TRUE
          PROVIDER FAILED    | PROVIDER FAILED   | FALSE NoReplicaServes     | false      | TRUE
          PROVIDER FAILED    | WRITER OK         | FALSE ReplicaDoesNotServe | true       | TRUE
          DISK FAILED        | DISK FAILED       | FALSE NoReplicaServes     | false      | TRUE
          CLOCK FAILED       | RELAY FAILED      | TRUE  ReplicasServe       | true       | TRUE
          FEED FAILED        | WRITER OK         | FALSE FeedFailed          | false      | TRUE
          FEED DEGRADED      | WRITER OK         | TRUE  ReplicasServe       | true       | TRUE
          WRITER OK          | FEED FAILED       | TRUE  ReplicasServe       | true       | TRUE
        """)
    void whatTheNodeSays(String first, String second, String served, boolean takesPods, Truth ready) {
        var verdict = node(first, second).verdict(NOW, BEGUN);
        var statement = verdict.podsServed();
        assertThat(statement.truth() + " " + statement.reason()).isEqualTo(served.replaceAll(" +", " "));
        assertThat(verdict.takesPods()).isEqualTo(takesPods);
        assertThat(verdict.ready().truth()).isEqualTo(ready);
    }

    @Test
    void whatIsWrongIsNamedAlsoWherePodsAreServed() {
        assertThat(node("WRITER FAILED", "WRITER OK")
                        .verdict(NOW, BEGUN)
                        .podsServed()
                        .message())
                .isEqualTo("replica one:1, status writer: words");
        assertThat(node("CLOCK DEGRADED", "WRITER OK")
                        .verdict(NOW, BEGUN)
                        .podsServed()
                        .message())
                .isEqualTo("replica one:1, clock: words");
    }

    @Test
    void aReplicaThatReportsNoMoreCountsNoMore() {
        var node = node("WRITER FAILED", "WRITER FAILED").heard(replica("one:1", "WRITER OK"), NOW.plusSeconds(14));
        assertThat(node.verdict(NOW.plusSeconds(14), BEGUN).podsServed().truth())
                .isEqualTo(Truth.FALSE);
        assertThat(node.verdict(NOW.plusSeconds(15), BEGUN).podsServed().truth())
                .isEqualTo(Truth.TRUE);
        var silent = node.verdict(NOW.plusSeconds(60), BEGUN);
        assertThat(silent.known()).isFalse();
        assertThat(silent.podsServed())
                .isEqualTo(new Statement(Truth.UNKNOWN, "NoReport", "no replica has said yet how it is"));
        assertThat(silent.ready().truth()).isEqualTo(Truth.TRUE);
    }

    @Test
    void nothingIsKnownBeforeEveryReplicaCouldReport() {
        var node = NodeHealth.unknown("one:1", BEGUN).heard(replica("one:1", "WRITER FAILED"), BEGUN);
        assertThat(node.verdict(BEGUN.plusSeconds(5), BEGUN).known()).isFalse();
        assertThat(node.verdict(BEGUN.plusSeconds(6), BEGUN).known()).isTrue();
    }

    @Test
    void notReadyTakesAMinuteOfAnApiServerThatAnswers() {
        var node = node("REQUESTS FAILED", "REQUESTS FAILED");
        assertThat(node.verdict(NOW, NOW.minusSeconds(59)).ready().truth()).isEqualTo(Truth.UNKNOWN);
        assertThat(node.verdict(NOW, NOW.minusSeconds(60)).ready().truth()).isEqualTo(Truth.FALSE);
    }

    @Test
    void thePlatformAnswersAsLongAsOneReplicaHearsIt() {
        assertThat(node("PROVIDER FAILED", "PROVIDER OK")
                        .verdict(NOW, BEGUN)
                        .platform()
                        .truth())
                .isEqualTo(Truth.TRUE);
        assertThat(node("PROVIDER FAILED", "PROVIDER FAILED")
                        .verdict(NOW, BEGUN)
                        .platform()
                        .truth())
                .isEqualTo(Truth.FALSE);
    }

    /** An evicted pod does not come back: the one thing that must not happen while anybody can keep pods. */
    @Property
    void aNodeIsNeverNotReadyWhileAReplicaKeepsItsPods(@ForAll Part part, @ForAll PartState state) {
        var node = node(part + " " + state, "WRITER OK");
        assertThat(node.verdict(NOW, BEGUN).ready().truth()).isEqualTo(Truth.TRUE);
    }

    /** It has just been started, or a message was lost. */
    @Test
    void aReplicaOfWhichNothingIsKnownIsNotHeldAgainstTheNode() {
        var silent = NodeHealth.unknown("one:1", BEGUN).heard(new ReplicaHealth("one:1", List.of()), NOW);
        for (var node : List.of(silent, silent.heard(replica("two:2", "REQUESTS FAILED"), NOW))) {
            var verdict = node.verdict(NOW, BEGUN);
            assertThat(verdict.ready().truth()).isEqualTo(Truth.TRUE);
            assertThat(verdict.takesPods()).isTrue();
            assertThat(verdict.platform().truth()).isEqualTo(Truth.TRUE);
        }
    }

    @Test
    void aPartThatIsDegradedForTooLongOrSilentForTooLongHasFailed() {
        var clock = new TestClock();
        var telemetry = new InMemoryTelemetry();
        var board = new HealthBoard(clock, telemetry);
        board.report(Part.WRITER, PartState.DEGRADED, "closed");
        board.report(Part.FEED, PartState.OK, "listed");
        board.report(Part.CLOCK, PartState.DEGRADED, "fast");
        clock.pass(Duration.ofSeconds(59));
        board.report(Part.WRITER, PartState.DEGRADED, "closed still");
        assertThat(state(board, Part.WRITER)).isEqualTo(PartState.DEGRADED);
        clock.pass(Duration.ofSeconds(1));
        assertThat(state(board, Part.WRITER)).isEqualTo(PartState.FAILED);
        assertThat(telemetry.value(Gauge.HEALTH, "WRITER")).isEqualTo(2);
        clock.pass(Duration.ofMinutes(13));
        assertThat(state(board, Part.FEED)).isEqualTo(PartState.OK);
        clock.pass(Duration.ofMinutes(1));
        assertThat(state(board, Part.FEED)).isEqualTo(PartState.FAILED);
        assertThat(state(board, Part.CLOCK)).isEqualTo(PartState.DEGRADED);
        board.forget(Part.FEED);
        assertThat(board.parts()).extracting(PartHealth::part).containsExactly(Part.WRITER, Part.CLOCK);
    }

    private static PartState state(HealthBoard board, Part part) {
        return board.parts().stream()
                .filter(health -> health.part() == part)
                .findFirst()
                .orElseThrow()
                .state();
    }

    private static NodeHealth node(String first, String second) {
        return NodeHealth.unknown("one:1", BEGUN)
                .heard(replica("one:1", first), NOW)
                .heard(replica("two:2", second), NOW);
    }

    private static ReplicaHealth replica(String name, String part) {
        String[] words = part.split(" ", -1);
        return new ReplicaHealth(
                name, List.of(new PartHealth(Part.valueOf(words[0]), PartState.valueOf(words[1]), NOW, "words")));
    }
}

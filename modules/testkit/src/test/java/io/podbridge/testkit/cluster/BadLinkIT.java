package io.podbridge.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.testkit.LongForm;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A cut between two of three replicas costs one of them, however it looks and whoever looks on. */
class BadLinkIT {
    /** That of silence: 4 to 5 s until it is missed, 7 s until all are sure, and a busy machine. */
    private static final Duration BY_SILENCE = Duration.ofSeconds(25);

    /** The two that were red before there was a resolver of our own; all in the long form. */
    static Stream<Arguments> cuts() {
        Stream<Arguments> all = Stream.of(
                cut("by resets, watched", true, cluster -> cluster.reset(0, 1)),
                cut("by resets", false, cluster -> cluster.reset(1, 2)),
                cut("by silence, watched", true, cluster -> cluster.silence(1, 2)),
                cut("by silence", false, cluster -> cluster.silence(0, 1)),
                cut("one way only, watched", true, cluster -> cluster.silenceFrom(0, 2)),
                cut("one way only", false, cluster -> cluster.silenceFrom(2, 0)));
        return all.limit(LongForm.of(2, 6));
    }

    private static Arguments cut(String name, boolean watched, Consumer<LinkedCluster> cut) {
        return Arguments.of(name, watched, cut);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cuts")
    void costsOneReplica(String name, boolean watched, Consumer<LinkedCluster> cut) {
        try (LinkedCluster cluster = new LinkedCluster(3)) {
            cluster.replicas().startAll();
            try (Observer before = cluster.observer()) {
                before.awaitUp(3);
                before.askAll();
                if (watched) {
                    costsOneReplica(cluster, cut);
                }
            }
            if (!watched) {
                costsOneReplica(cluster, cut);
            }
        }
    }

    private static void costsOneReplica(LinkedCluster cluster, Consumer<LinkedCluster> cut) {
        cut.accept(cluster);
        List<LocalReplica> replicas = cluster.replicas().replicas();
        Observer.await("one to go", BY_SILENCE).until(() -> replicas.stream().anyMatch(replica -> !replica.running()));
        try (Observer after = cluster.observer()) {
            after.awaitUp(2);
            after.askAll();
            assertThat(replicas.stream().filter(LocalReplica::running))
                    .as(cluster.replicas().tails(30))
                    .hasSize(2);
        }
    }
}

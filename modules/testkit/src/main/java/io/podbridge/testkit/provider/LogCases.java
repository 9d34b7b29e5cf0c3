package io.podbridge.testkit.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.RestartPolicy;
import io.podbridge.core.streams.ContainerAccess;
import io.podbridge.core.streams.LogOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What running containers print, for providers that offer a way into them. */
abstract class LogCases extends RunningCases {
    static final Behaviour FOR_EVER = new Behaviour.RunsForEver();

    final Streams streams = new Streams();

    /** How the containers of a replica are reached; to be overridden where something stands in between. */
    protected ContainerAccess access(Replica replica) {
        assumeTrue(replica.provider().access().isPresent(), "the provider has a way into its containers");
        return replica.provider().access().orElseThrow();
    }

    /** The expected lines follow from the whole log, whatever this platform has its containers say. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
        ALL,    -, -, -
        STDOUT, -, -, -
        STDERR, -, -, -
        ALL,    0, -, -
        ALL,    2, -, -
        STDOUT, 1, -, -
        ALL,    9, -, -
        ALL,    -, 3, -
        ALL,    1, 1, -
        ALL,    -, -, 7
        ALL,    2, -, 90
        """)
    void logsShowWhatIsAskedFor(
            LogOptions.Stream stream, @Nullable Long tail, @Nullable Integer sinceLine, @Nullable Long limit) {
        Replica replica = replica(1);
        PodId pod = start(replica, new Behaviour.Prints(6), RestartPolicy.NEVER);
        ContainerAccess access = access(replica);
        replica.await(pod, ProviderHarness::ended);
        List<String> all = lines(log(access, pod, options(LogOptions.Stream.ALL, null, null, null)));
        Instant since =
                sinceLine == null ? null : Instant.parse(all.get(sinceLine).split(" ", 2)[0]);

        List<String> ofStream = lines(log(access, pod, options(stream, null, null, null)));
        List<String> expected = ofStream.stream()
                .skip(tail == null ? 0 : Math.max(0, ofStream.size() - tail))
                .filter(line ->
                        since == null || !Instant.parse(line.split(" ", 2)[0]).isBefore(since))
                .toList();
        String text = expected.isEmpty() ? "" : String.join("\n", expected) + "\n";

        assertThat(all).hasSizeGreaterThan(3).containsAll(ofStream);
        assertThat(ofStream).isNotEmpty();
        assertThat(log(access, pod, options(stream, tail, since, limit)))
                .isEqualTo(limit == null ? text : text.substring(0, (int) Math.min(limit, text.length())));
    }

    @Test
    void logsWithoutTimesAreTheSameLines() {
        Replica replica = replica(1);
        PodId pod = start(replica, new Behaviour.Prints(6), RestartPolicy.NEVER);
        ContainerAccess access = access(replica);
        replica.await(pod, ProviderHarness::ended);

        List<String> timed = lines(log(access, pod, options(LogOptions.Stream.ALL, null, null, null)));

        assertThat(lines(log(access, pod, LogOptions.ALL)))
                .isEqualTo(timed.stream().map(line -> line.split(" ", 2)[1]).toList());
    }

    @Test
    void whoFollowsHearsOfTheContainersEnd() {
        Replica replica = replica(1);
        PodId pod = start(replica, FOR_EVER, RestartPolicy.ALWAYS);
        ContainerAccess access = access(replica);
        replica.await(pod, ProviderHarness::running);
        var follow = new LogOptions(
                true,
                false,
                false,
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                LogOptions.Stream.ALL);

        CompletionStage<ByteString> log = streams.collect(Replica.value(access.logs(pod, MAIN, follow)));
        replica.delete(pod, Duration.ZERO);

        assertThat(Streams.get(log)).isNotNull();
    }

    PodId start(Replica replica, Behaviour behaviour, RestartPolicy policy) {
        return replica.create(pod(behaviour, policy).request()).id();
    }

    private String log(ContainerAccess access, PodId pod, LogOptions options) {
        return Streams.get(streams.collect(Replica.value(access.logs(pod, MAIN, options))))
                .utf8String();
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }

    private static LogOptions options(
            LogOptions.Stream stream, @Nullable Long tail, @Nullable Instant since, @Nullable Long limit) {
        return new LogOptions(
                false,
                false,
                true,
                Optional.ofNullable(since),
                tail == null ? OptionalLong.empty() : OptionalLong.of(tail),
                limit == null ? OptionalLong.empty() : OptionalLong.of(limit),
                stream);
    }

    @AfterEach
    final void endStreams() {
        streams.close();
    }
}

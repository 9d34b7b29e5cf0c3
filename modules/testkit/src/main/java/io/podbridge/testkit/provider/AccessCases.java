package io.podbridge.testkit.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.pod.RestartPolicy;
import io.podbridge.core.streams.Channels;
import io.podbridge.core.streams.ContainerAccess;
import io.podbridge.core.streams.LogOptions;
import io.podbridge.core.streams.PodUsage;
import io.podbridge.core.streams.Session;
import io.podbridge.core.streams.Session.Exit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way into running containers, for providers that offer one. */
abstract class AccessCases extends LogCases {
    private static final Channels PIPES = new Channels(true, true, true, false);
    private static final Channels OUTPUT = new Channels(false, true, true, false);
    private static final int MEBIBYTE = 1 << 20;

    /** A port of each running pod on which somebody sends back what he gets, until the end of it, and then ends. */
    protected abstract int echoPort();

    /** A port on which nobody listens. */
    protected abstract int closedPort();

    @Test
    void whatIsNotThereIsRejected() {
        Replica replica = replica(1);
        PodId pod = start(replica, FOR_EVER, RestartPolicy.ALWAYS);
        ContainerAccess access = access(replica);
        replica.await(pod, ProviderHarness::running);
        PodId unknown = PodFixtures.pod("unknown").build().id();

        assertRejected(access.logs(unknown, MAIN, LogOptions.ALL));
        assertRejected(access.logs(pod, "unknown", LogOptions.ALL));
        assertRejected(access.logs(
                pod,
                MAIN,
                new LogOptions(
                        false,
                        true,
                        false,
                        Optional.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        LogOptions.Stream.ALL)));
        assertRejected(access.exec(unknown, MAIN, List.of("cat"), PIPES));
        assertRejected(access.exec(pod, "unknown", List.of("cat"), PIPES));
        assertRejected(access.attach(pod, "unknown", OUTPUT));
        assertRejected(access.connect(unknown, echoPort()));
    }

    @Test
    void aContainerThatHasEndedRunsNoCommands() {
        Replica replica = replica(1);
        PodId pod = start(replica, new Behaviour.Exits(0), RestartPolicy.NEVER);
        ContainerAccess access = access(replica);
        replica.await(pod, ProviderHarness::ended);

        assertRejected(access.exec(pod, MAIN, List.of("cat"), PIPES));
        assertRejected(access.attach(pod, MAIN, OUTPUT));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 255})
    void aCommandsExitCodeIsTold(int code) {
        Session session = exec(OUTPUT, "sh", "-c", "exit " + code);

        assertThat(Streams.get(streams.collect(session.stdout())).isEmpty()).isTrue();
        assertThat(Streams.get(session.exit())).isEqualTo(new Exit.Code(code));
        session.close();
    }

    @Test
    void whatACommandPrintsArrives() {
        Session session = exec(OUTPUT, "echo", "hello", "world");

        assertThat(Streams.get(streams.collect(session.stdout())).utf8String()).isEqualTo("hello world\n");
        assertThat(Streams.get(streams.collect(session.stderr())).isEmpty()).isTrue();
        assertThat(Streams.get(session.exit())).isEqualTo(new Exit.Code(0));
        session.close();
    }

    @Test
    void theEndOfItsInputReachesACommand() {
        Session session = exec(PIPES, "cat");
        ByteString sent = Streams.random(3 * MEBIBYTE);

        CompletionStage<ByteString> received = streams.collect(session.stdout());
        streams.send(sent, session.stdin());

        assertThat(Streams.get(received)).isEqualTo(sent);
        assertThat(Streams.get(session.exit())).isEqualTo(new Exit.Code(0));
        session.close();
    }

    @Test
    void aCommandMayEndWithoutHavingReadItsInput() {
        Session session = exec(PIPES, "sh", "-c", "exit 5");

        CompletionStage<ByteString> received = streams.collect(session.stdout());
        streams.send(Streams.random(3 * MEBIBYTE), session.stdin());

        assertThat(Streams.get(session.exit())).isEqualTo(new Exit.Code(5));
        assertThat(Streams.get(received).isEmpty()).isTrue();
        session.close();
    }

    @Test
    void aCommandWaitsForASlowReader() {
        Session session = exec(OUTPUT, "yes");
        SinkQueueWithCancel<ByteString> reader = session.stdout().runWith(Sink.queue(), streams.system());

        for (int chunk = 0; chunk < 20; chunk++) {
            ByteString read = Streams.get(reader.pull()).orElseThrow();
            assertThat(read.size()).isBetween(1, MEBIBYTE);
        }
        assertThat(session.exit().toCompletableFuture()).isNotDone();

        session.close();
        assertThat(Streams.get(session.exit())).isInstanceOf(Exit.class);
        reader.cancel();
    }

    @Test
    void aCommandEndsWithItsSession() {
        Session session = exec(PIPES, "cat");
        CompletionStage<ByteString> output = streams.collect(session.stdout());

        session.close();
        session.close();

        assertThat(Streams.get(session.exit())).isInstanceOf(Exit.class);
        assertThat(Streams.get(output).isEmpty()).isTrue();
    }

    @Test
    void aCommandMayHaveATerminal() {
        Session session = exec(new Channels(true, true, false, true), "cat");
        SinkQueueWithCancel<ByteString> screen = session.stdout().runWith(Sink.queue(), streams.system());

        session.resize(91, 33);
        streams.sendAndStayOpen(ByteString.fromString("typed\n"), session.stdin());

        var seen = new StringBuilder();
        while (!seen.toString().contains("typed")) {
            seen.append(Streams.get(screen.pull()).orElseThrow().utf8String());
        }
        session.close();
        assertThat(Streams.get(session.exit())).isInstanceOf(Exit.class);
        screen.cancel();
    }

    @Test
    void aReplicasEndIsNotTheEndOfACommand() {
        Replica replica = replica(1);
        PodId pod = start(replica, FOR_EVER, RestartPolicy.ALWAYS);
        ContainerAccess access = access(replica);
        replica.await(pod, ProviderHarness::running);
        Session session = Replica.value(access.exec(pod, MAIN, List.of("cat"), PIPES));

        replica.close();

        assertThat(Streams.get(session.exit())).isInstanceOf(Exit.Failed.class);
    }

    @Test
    void whoIsAttachedTalksToTheContainersOwnProcess() {
        Replica replica = replica(1);
        PodId pod = start(replica, new Behaviour.Echoes(), RestartPolicy.ALWAYS);
        ContainerAccess access = access(replica);
        replica.await(pod, ProviderHarness::running);
        Session session = Replica.value(access.attach(pod, MAIN, PIPES));

        SinkQueueWithCancel<ByteString> output = session.stdout().runWith(Sink.queue(), streams.system());
        streams.sendAndStayOpen(ByteString.fromString("typed\n"), session.stdin());

        assertThat(Streams.get(output.pull()).orElseThrow().utf8String()).isEqualTo("typed\n");
        session.close();
        assertThat(Streams.get(output.pull())).as("the end of the output").isEmpty();
        assertThat(replica.statusOf(pod)).as("goes on").matches(ProviderHarness::running);
    }

    @Test
    void aConnectionEndsOneSideAfterTheOther() {
        Replica replica = replica(1);
        PodId pod = start(replica, FOR_EVER, RestartPolicy.ALWAYS);
        ContainerAccess access = access(replica);
        replica.await(pod, ProviderHarness::running);
        ByteString sent = Streams.random(3 * MEBIBYTE);

        ByteString received = Streams.get(Source.from(Streams.cut(sent))
                .via(Replica.value(access.connect(pod, echoPort())))
                .toMat(Streams.collecting(), Keep.right())
                .run(streams.system()));

        assertThat(received).isEqualTo(sent);
    }

    @Test
    void nobodyListensOnAClosedPort() {
        Replica replica = replica(1);
        PodId pod = start(replica, FOR_EVER, RestartPolicy.ALWAYS);
        ContainerAccess access = access(replica);
        replica.await(pod, ProviderHarness::running);

        assertRejected(access.connect(pod, closedPort()));
        assertRejected(access.connect(pod, 0));
        assertRejected(access.connect(pod, 65_536));
    }

    @Test
    void whatAPodUsesDoesNotGoDown() {
        Replica replica = replica(1);
        PodId pod = start(replica, FOR_EVER, RestartPolicy.ALWAYS);
        ContainerAccess access = access(replica);
        replica.await(pod, ProviderHarness::running);

        PodUsage.ContainerUsage before = usage(access, pod);
        PodUsage.ContainerUsage after = usage(access, pod);

        assertThat(before.name()).isEqualTo(MAIN);
        assertThat(before.memoryBytes()).isPositive();
        assertThat(after.cpuNanoseconds()).isGreaterThanOrEqualTo(before.cpuNanoseconds());
        assertThat(after.startedAt()).isEqualTo(before.startedAt());
    }

    private static PodUsage.ContainerUsage usage(ContainerAccess access, PodId pod) {
        List<PodUsage> all = Replica.value(access.usage());
        assertThat(all).extracting(PodUsage::pod).containsExactly(pod);
        return all.getFirst().containers().getFirst();
    }

    private Session exec(Channels channels, String... command) {
        Replica replica = replica(1);
        PodId pod = start(replica, FOR_EVER, RestartPolicy.ALWAYS);
        ContainerAccess access = access(replica);
        replica.await(pod, ProviderHarness::running);
        return Replica.value(access.exec(pod, MAIN, List.of(command), channels));
    }

    private static <T> void assertRejected(CompletionStage<Outcome<T>> call) {
        assertThat(Replica.outcome(call))
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.failure()).isInstanceOf(ProviderFailure.Rejected.class));
    }
}

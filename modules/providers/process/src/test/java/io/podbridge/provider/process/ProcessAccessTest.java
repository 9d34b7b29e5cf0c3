package io.podbridge.provider.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.Container;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.RestartPolicy;
import io.podbridge.core.streams.Channels;
import io.podbridge.core.streams.ContainerAccess;
import io.podbridge.core.streams.LogOptions;
import io.podbridge.core.streams.PodUsage;
import io.podbridge.core.streams.Session;
import io.podbridge.core.streams.Session.Exit;
import io.podbridge.testkit.provider.PodFixtures;
import io.podbridge.testkit.provider.Replica;
import io.podbridge.testkit.provider.Streams;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.apache.pekko.util.ByteString;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only processes can show: what the contract says of every platform is tested there. */
class ProcessAccessTest {
    private static final Channels PIPES = new Channels(true, true, true, false);
    private static final Channels TERMINAL = new Channels(true, true, false, true);

    private final Streams streams = new Streams();

    @TempDir
    private Path directory;

    private ProcessScene scene;
    private ContainerAccess access;

    @BeforeEach
    void open() {
        scene = new ProcessScene(directory);
        access = scene.provider.access().orElseThrow();
    }

    @AfterEach
    void close() {
        scene.close();
        streams.close();
    }

    @Test
    void aCommandSeesTheContainersDirectoryAndVariables() {
        PodId pod = run("touch here; exec sleep 1000");
        Awaitility.await().until(() -> output(pod, "ls").contains("here"));

        assertThat(output(pod, "echo $HOSTNAME $HOME; pwd")).contains(pod.uid() + "/work");
        assertThat(output(pod, "echo out; echo err >&2; exit 3")).isEqualTo("out\n");
    }

    @Test
    void aCommandThatIsNotThereIsNamed() {
        PodId pod = run("exec sleep 1000");

        assertThat(Replica.outcome(access.exec(pod, "main", List.of("no-such-command"), PIPES)))
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.failure().message())
                                .isEqualTo("\"no-such-command\": no such program in $PATH"));
    }

    @Test
    void theTerminalHasTheSizeThatWasSaid() {
        PodId pod = run("exec sleep 1000");
        Session session = shell(pod, TERMINAL, "stty size; read line; stty size; echo TERM=$TERM; exit 9");
        SinkQueueWithCancel<ByteString> screen = session.stdout().runWith(Sink.queue(), streams.system());

        readUntil(screen, "24 80");
        session.resize(91, 33);
        streams.sendAndStayOpen(ByteString.fromString("go on\n"), session.stdin());

        readUntil(screen, "33 91", "TERM=xterm");
        assertThat(Streams.get(session.exit())).isEqualTo(new Exit.Code(9));
        session.close();
    }

    @Test
    void controlCReachesWhatRunsInTheTerminal() {
        PodId pod = run("exec sleep 1000");
        Session session = shell(pod, TERMINAL, "trap 'echo caught; exit 4' INT; echo ready; sleep 1000");
        SinkQueueWithCancel<ByteString> screen = session.stdout().runWith(Sink.queue(), streams.system());
        readUntil(screen, "ready");

        streams.sendAndStayOpen(ByteString.fromString("\u0003"), session.stdin());

        readUntil(screen, "caught");
        assertThat(Streams.get(session.exit())).isEqualTo(new Exit.Code(4));
        session.close();
    }

    @Test
    void theEndOfWhatIsTypedReachesAProgramInATerminal() {
        PodId pod = run("exec sleep 1000");
        Session session = Replica.value(access.exec(pod, "main", List.of("cat"), TERMINAL));

        CompletionStage<ByteString> screen = streams.collect(session.stdout());
        streams.send(ByteString.fromString("typed\n"), session.stdin());

        assertThat(Streams.get(screen).utf8String()).contains("typed\r\ntyped\r\n");
        assertThat(Streams.get(session.exit())).isEqualTo(new Exit.Code(0));
        session.close();
    }

    @Test
    void aSignalCountsAs128AndItsNumber() {
        PodId pod = run("exec sleep 1000");

        for (Channels channels : List.of(PIPES, TERMINAL)) {
            Session session = shell(pod, channels, "kill -s KILL $$");
            assertThat(Streams.get(session.exit())).as(channels.toString()).isEqualTo(new Exit.Code(137));
            session.close();
        }
    }

    /** Also what has left the command's session. */
    @Test
    void whatACommandStartedEndsWithItsSession() {
        PodId pod = run("exec sleep 1000");
        for (Channels channels : List.of(PIPES, TERMINAL)) {
            Session session = shell(pod, channels, "sleep 1001 & setsid sleep 1001 & echo ready; sleep 1001");
            readUntil(session.stdout().runWith(Sink.queue(), streams.system()), "ready");
            assertThat(sleeping("1001")).isPositive();

            session.close();

            Awaitility.await().untilAsserted(() -> assertThat(sleeping("1001")).isZero());
        }
    }

    @Test
    void aCommandEndsWithItsContainer() {
        PodId pod = run("read line; exit 0", Container.Input.ONCE);
        Session command = shell(pod, PIPES, "exec sleep 1002");
        Session attached = Replica.value(access.attach(pod, "main", PIPES));

        streams.send(ByteString.fromString("end\n"), attached.stdin());

        assertThat(Streams.get(attached.exit())).isEqualTo(new Exit.Code(0));
        assertThat(Streams.get(command.exit())).isEqualTo(new Exit.Code(137));
        command.close();
        attached.close();
    }

    @Test
    void theOutputEndsThoughSomebodyInTheBackgroundHoldsThePipe() {
        PodId pod = run("exec sleep 1000");
        Session session = shell(pod, PIPES, "sleep 1003 & echo done");

        assertThat(Streams.get(streams.collect(session.stdout())).utf8String()).isEqualTo("done\n");
        session.close();
    }

    @Test
    void aContainerWithoutInputSaysWhatToSet() {
        PodId pod = run("exec sleep 1000");

        assertThat(Replica.outcome(access.attach(pod, "main", PIPES)))
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.failure().message())
                                .endsWith("set spec.containers[].stdin of the pod"));
    }

    @Test
    void theLogOfThePreviousLifeIsKept() {
        PodId pod = create("echo life; exit 1", RestartPolicy.ALWAYS, Container.Input.NONE);
        scene.await(pod, report -> report.containers().getFirst().restartCount() > 2);

        var previous = new LogOptions(
                false,
                true,
                false,
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                LogOptions.Stream.ALL);

        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                Streams.get(streams.collect(Replica.value(access.logs(pod, "main", previous))))
                                        .utf8String())
                        .isEqualTo("life\n"));
    }

    @Test
    void processorTimeOfCommandsCounts() {
        PodId pod = run("exec sleep 1000");
        long before = usage(pod).cpuNanoseconds();
        Session busy = shell(pod, PIPES, "while :; do :; done");

        Awaitility.await().until(() -> usage(pod).cpuNanoseconds() - before > 50_000_000);

        long reached = usage(pod).cpuNanoseconds();
        busy.close();
        Streams.get(busy.exit());
        assertThat(usage(pod).cpuNanoseconds()).isGreaterThanOrEqualTo(reached);
    }

    /** Each waits in threads of its own, and none of them in those of streams or virtual threads. */
    @Test
    void idleCommandsDoNotKeepOthersFromRunning() {
        PodId pod = run("exec sleep 1000");
        List<Session> idle = new ArrayList<>();
        for (int number = 0; number < 60; number++) {
            Session session = Replica.value(access.exec(pod, "main", List.of("cat"), PIPES));
            var unused = streams.collect(session.stdout());
            var errors = streams.collect(session.stderr());
            assertThat(errors.toCompletableFuture()).isNotDone();
            idle.add(session);
        }

        assertThat(output(pod, "echo one more")).isEqualTo("one more\n");

        idle.forEach(Session::close);
        idle.forEach(session -> assertThat(Streams.get(session.exit())).isInstanceOf(Exit.class));
    }

    private PodUsage.ContainerUsage usage(PodId pod) {
        return Replica.value(access.usage()).stream()
                .filter(usage -> usage.pod().equals(pod))
                .findFirst()
                .orElseThrow()
                .containers()
                .getFirst();
    }

    private PodId run(String script) {
        return run(script, Container.Input.NONE);
    }

    private PodId run(String script, Container.Input input) {
        PodId pod = create(script, RestartPolicy.NEVER, input);
        scene.await(pod, report -> report.containers().getFirst().running());
        return pod;
    }

    private PodId create(String script, RestartPolicy policy, Container.Input input) {
        var container = PodFixtures.container("main", "image", List.of("/bin/sh", "-c", script), input);
        return scene.create(ProcessScene.pod(policy, container));
    }

    private Session shell(PodId pod, Channels channels, String script) {
        return Replica.value(access.exec(pod, "main", List.of("/bin/sh", "-c", script), channels));
    }

    private String output(PodId pod, String script) {
        Session session = shell(pod, new Channels(false, true, false, false), script);
        String text = Streams.get(streams.collect(session.stdout())).utf8String();
        session.close();
        return text;
    }

    private static void readUntil(SinkQueueWithCancel<ByteString> screen, String... wanted) {
        var seen = new StringBuilder();
        while (!List.of(wanted).stream().allMatch(each -> seen.toString().contains(each))) {
            seen.append(Streams.get(screen.pull()).orElseThrow().utf8String());
        }
    }

    private static long sleeping(String seconds) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.endsWith("sleep " + seconds))
                        .isPresent())
                .count();
    }
}

package io.podbridge.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small parts. */
class PartsTest {
    @TempDir
    private Path directory;

    @Test
    void aLogIsReadLineByLineAsItGrows() throws IOException {
        var log = directory.resolve("log");
        var tail = new LogTail(log);
        assertThat(tail.next()).isEmpty();
        append(log, "one\ntw");
        assertThat(tail.next()).containsExactly("one");
        append(log, "o\n\n");
        assertThat(tail.next()).containsExactly("two", "");
        assertThat(tail.next()).isEmpty();
        assertThat(LogTail.last(log, 2)).isEqualTo("two\n");
        assertThat(LogTail.last(directory.resolve("none"), 2)).isEmpty();
    }

    @Test
    void aBurstOfLogIsSkipped() throws IOException {
        var log = directory.resolve("log");
        append(log, "x".repeat(1 << 20) + "\nlast\n");
        assertThat(new LogTail(log).next()).hasSize(2).endsWith("last");
    }

    @Test
    void whatBeganLastEndsFirstAndOneFailureHoldsUpNobody() {
        List<String> ended = new ArrayList<>();
        var teardown = new Teardown(problem -> ended.add(String.valueOf(problem.getMessage())));
        teardown.with(() -> ended.add("first"));
        teardown.with(() -> {
            throw new IOException("stuck");
        });
        teardown.with(() -> ended.add("last"));
        teardown.close();
        assertThat(ended).containsExactly("last", "stuck", "first");
        teardown.close();
        assertThat(ended).hasSize(3);
    }

    @Test
    void whatBeginsAfterTheEndEndsAtOnce() {
        List<String> ended = new ArrayList<>();
        var teardown = new Teardown(problem -> {});
        teardown.close();
        teardown.with(() -> ended.add("late"));
        assertThat(ended).containsExactly("late");
    }

    @Test
    void eventsAreShownOnlyWhileSomebodyFollows() {
        var out = new ByteArrayOutputStream();
        var console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8), () -> LocalTime.of(9, 8, 7));
        console.event(new DemoEvent.PodGone("early"));
        console.follow();
        console.event(new DemoEvent.PodGone("a"));
        console.unfollow();
        console.event(new DemoEvent.PodGone("late"));
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("09:08:07  pod a: gone\n");
    }

    @Test
    void portsAreDifferentAndFree() {
        assertThat(FreePorts.find(9, new Random(1)))
                .hasSize(9)
                .doesNotHaveDuplicates()
                .allMatch(port -> port < 32_768);
    }

    @Test
    void aReplicaIsAJvmLikeThisOneOnlySmaller() {
        var archives = new ClassArchives(Optional.of(Path.of("/archives")));
        var jvm = new ReplicaJvm(
                List.of("setsid"),
                List.of("-Da=b", "-XX:SharedArchiveFile=demo.jsa", "-XX:+AutoCreateSharedArchive", "-Xmx1g"),
                "a.jar:b.jar",
                archives);
        assertThat(jvm.command(true, List.of("run")))
                .startsWith("setsid")
                .containsSubsequence("-XX:+UseSerialGC", "-XX:SharedArchiveFile=/archives/replica.jsa")
                .containsSubsequence(
                        "-Xmx256m", "-Da=b", "-Xmx1g", "-cp", "a.jar:b.jar", "io.podbridge.app.Main", "run")
                .doesNotContain("-XX:SharedArchiveFile=demo.jsa")
                .containsOnlyOnce("-XX:+AutoCreateSharedArchive");
        assertThat(jvm.command(false, List.of("run"))).doesNotContain("-XX:+AutoCreateSharedArchive");
    }

    @Test
    void theUsersCollectorIsNotJoinedByAnother() {
        var jvm = new ReplicaJvm(List.of(), List.of("-XX:+UseG1GC"), "a.jar", new ClassArchives(Optional.empty()));
        assertThat(jvm.command(true, List.of())).contains("-XX:+UseG1GC").doesNotContain("-XX:+UseSerialGC");
    }

    @Test
    void samplePodsRunOnAnyProvider() {
        var samples = new SamplePods("podbridge-demo", "demo-1", false);
        assertThat(samples.running(2))
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactly("demo-1", "demo-2");
        assertThat(samples.running(1).getFirst().getSpec()).satisfies(spec -> {
            assertThat(spec.getNodeName()).isEqualTo("podbridge-demo");
            assertThat(spec.getTolerations()).hasSize(1);
            assertThat(spec.getContainers().getFirst().getCommand()).startsWith("sh", "-c");
        });
        assertThat(samples.hello().getSpec().getRestartPolicy()).isEqualTo("Never");
    }

    @Test
    void aSchedulerGetsASelectorAndAnotherNodeOtherNames() {
        var pod = new SamplePods("edge", "demo-1", true).running(1).getFirst();
        assertThat(pod.getMetadata().getName()).isEqualTo("demo-edge-1");
        assertThat(pod.getSpec().getNodeName()).isNull();
        assertThat(pod.getSpec().getNodeSelector()).containsEntry("kubernetes.io/hostname", "edge");
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}

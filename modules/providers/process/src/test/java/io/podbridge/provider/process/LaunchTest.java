package io.podbridge.provider.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.pod.Container.Input;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchTest {
    private static final Map<String, String> PATH = Map.of("PATH", "/usr/bin:/bin");

    @TempDir
    private Path directory;

    /** What a container would be if its replica died before the keeper knew of it. */
    @Test
    void nothingRunsWithoutTheWord() throws Exception {
        Process gate = launch(PATH, "touch", "ran").start();
        Awaitility.await().until(() -> ProcessEntry.of(gate.pid()).orElseThrow().session() == gate.pid());

        gate.getOutputStream().close();

        assertThat(gate.waitFor()).isEqualTo(125);
        assertThat(directory.resolve("ran")).doesNotExist();
    }

    @Test
    void theProgramTakesThePlaceOfTheGate() throws Exception {
        Process process = launch(PATH, "sh", "-c", "echo $$; ps -o sid= -p $$; read line || echo empty")
                .start();

        assertThat(run(process).lines().map(String::strip))
                .containsExactly(Long.toString(process.pid()), Long.toString(process.pid()), "empty");
    }

    @Test
    void noVariableIsAddedOrLost() throws Exception {
        var variables = Map.of("PATH", "/usr/bin:/bin", "PWD", "mine", "go", "1", "TEXT", "a b\n$c'\"");
        var names = Map.of("PATH", "/usr/bin:/bin", "a.name-no.shell-has", "yes");

        assertThat(run(launch(variables, "env", "-0").start()).split("\0"))
                .contains("PATH=/usr/bin:/bin", "go=1", "TEXT=a b\n$c'\"")
                .hasSize(4);
        assertThat(run(launch(PATH, "env").start()).lines()).containsExactly("PATH=/usr/bin:/bin");
        assertThat(run(launch(names, "env").start()).lines()).contains("PATH=/usr/bin:/bin", "a.name-no.shell-has=yes");
    }

    @Test
    void whatCannotBeStartedIsToldInPlainWords() throws IOException {
        Files.writeString(directory.resolve("text"), "no program");

        assertThat(launch(PATH, "no-such-program").refusal())
                .contains(new Launch.Refusal(127, "\"no-such-program\": no such program in $PATH"));
        assertThat(launch(PATH, "./missing").refusal())
                .contains(new Launch.Refusal(127, "\"./missing\": no such file"));
        assertThat(launch(PATH, "./text").refusal()).contains(new Launch.Refusal(126, "\"./text\": not executable"));
        assertThat(launch(PATH, "/tmp").refusal()).contains(new Launch.Refusal(126, "\"/tmp\": not executable"));
        assertThat(new Launch(List.of("true"), PATH, Path.of("/nowhere"), Input.NONE).refusal())
                .contains(new Launch.Refusal(126, "the working directory /nowhere does not exist"));
        assertThat(launch(PATH, "true").refusal()).isEmpty();
    }

    private Launch launch(Map<String, String> variables, String... command) {
        return new Launch(List.of(command), variables, directory, Input.NONE);
    }

    private static String run(Process process) throws IOException, InterruptedException {
        process.getOutputStream().write('\n');
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }
}

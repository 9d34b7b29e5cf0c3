package io.podbridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.settings.PodbridgeSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    /** What {@code run} was asked to run. */
    private record Launched(PodbridgeSettings settings, RunOptions options) {}

    private final List<Launched> launched = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void runsAReplica() throws IOException {
        var file = write("podbridge.node { name = edge, pods = 7 }");
        assertThat(execute(
                        "run", "--config", file, "--kubeconfig", "k", "--set", "node.pods=9", "--deregister-on-exit"))
                .isEqualTo(ExitCode.OK);
        assertThat(launched).singleElement().satisfies(run -> {
            assertThat(run.settings().node().name()).isEqualTo("edge");
            assertThat(run.settings().node().pods()).isEqualTo(9);
            assertThat(run.settings().node().deregisterOnExit()).isTrue();
            assertThat(run.settings().kubernetes().kubeconfig()).contains(Path.of("k"));
            assertThat(run.options()).isEqualTo(new RunOptions(Optional.of(Path.of(file)), false));
        });
    }

    @Test
    void runsWithoutAFile() {
        assertThat(execute("run")).isEqualTo(ExitCode.OK);
        assertThat(launched).singleElement().satisfies(run -> {
            assertThat(run.settings().node().name()).isEqualTo("podbridge");
            assertThat(run.settings().node().deregisterOnExit()).isFalse();
            assertThat(run.options().configuration()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"run --debug", "--debug run"})
    void takesDebugAnywhere(String arguments) {
        assertThat(execute(arguments.split(" "))).isEqualTo(ExitCode.OK);
        assertThat(launched).singleElement().matches(run -> run.options().debug());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                        | USAGE         | podbridge: Which command?
        rnu                       | USAGE         | Did you mean run?
        run --confg x             | USAGE         | Did you mean --config?
        run --config              | USAGE         | Missing required parameter for option '--config' (FILE)
        run extra                 | USAGE         | Try: podbridge run --help
        config                    | USAGE         | There is: check
        run --config none.conf    | NO_INPUT      | podbridge: There is no readable file none.conf.
        run --config src          | NO_INPUT      | podbridge: There is no readable file src.
        run --set node.pods=many  | CONFIGURATION | --set node.pods: podbridge.node.pods must be a whole number
        run --set node.pds=1      | CONFIGURATION | Did you mean pods?
        run --set node            | CONFIGURATION | For example --set node.name=edge.
        config check --set x=1    | CONFIGURATION | podbridge.x is not a setting.
        demo --replicas 0         | USAGE         | --replicas must be 1 to 9, is 0.
        demo --replicas three     | USAGE         | Invalid value for option '--replicas'
        demo --pods 1001          | USAGE         | --pods must be 0 to 1000, is 1001.
        demo --set cluster.port=1 | USAGE         | The demo chooses podbridge.cluster.port for each replica itself.
        demo --set node.pds=1     | CONFIGURATION | Did you mean pods?
        demo --provider proces    | CONFIGURATION | --provider: podbridge.provider
        demo --node Edge          | CONFIGURATION | --node: podbridge.node.name
        demo --address here       | CONFIGURATION | --address: podbridge.node.address
        demo --kubeconfig none    | NO_INPUT      | The kubeconfig
        demo --dir src            | CANNOT_CREATE | holds something else than a demo.
        """)
    void saysWhatIsWrong(String arguments, ExitCode exitCode, String message) {
        assertThat(execute(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isEqualTo(exitCode);
        assertThat(err.toString()).contains(message).doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
        assertThat(launched).isEmpty();
    }

    @Test
    void saysWhereInAFile() throws IOException {
        var file = write("podbridge {\n  node.name = A\n}");
        assertThat(execute("run", "-c", file)).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(err.toString()).startsWith("""
            podbridge: The configuration has an error:
              %s:2: podbridge.node.name must be lower case letters, digits, '-' and '.', at most 63, is A
                  Try a.
            """.formatted(file));
    }

    @Test
    void saysWhyAReplicaCannotStart() {
        var failure =
                new StartupFailure(ExitCode.UNAVAILABLE, "No answer.", "https://x", "Wait.", new IOException("reset"));
        assertThat(run(failure, "run")).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(err.toString().lines())
                .containsExactly("podbridge: No answer.", "  where: https://x", "  what to do: Wait.");
    }

    @Test
    void showsStacksOnlyWhenAsked() {
        var failure = new StartupFailure(ExitCode.REFUSED, "No.", "", "Ask.", new IOException("reset"));
        assertThat(run(failure, "run", "--debug")).isEqualTo(ExitCode.REFUSED);
        assertThat(err.toString()).contains("\tat ", "Caused by: java.io.IOException: reset");
    }

    @Test
    void callsABugABug() {
        assertThat(run(new IllegalStateException("oops"), "run")).isEqualTo(ExitCode.INTERNAL);
        assertThat(err.toString())
                .contains("This is a bug: java.lang.IllegalStateException: oops")
                .doesNotContain("\tat ");
    }

    @Test
    void showsVersionAndProviders() {
        assertThat(execute("version")).isEqualTo(ExitCode.OK);
        assertThat(execute("providers")).isEqualTo(ExitCode.OK);
        assertThat(out.toString().lines().toList())
                .satisfies(lines -> assertThat(lines.getFirst()).matches("podbridge \\S+ \\(Java .*\\)"))
                .endsWith("process", "simulated");
    }

    @Test
    void checksAConfiguration() throws IOException {
        var file = write("podbridge.node.name = edge");
        assertThat(execute("config", "check", "--config", file)).isEqualTo(ExitCode.OK);
        assertThat(out.toString().lines()).contains("podbridge.node.name = \"edge\"  # " + file + ":1");
        assertThat(launched).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--help, 'run,demo,providers,version,config'",
        "run --help, '--config,--kubeconfig,--set,--deregister-on-exit,--debug,docs/operations.md'",
        "demo --help,"
                + " '--replicas,--pods,--provider,--node,--address,--kubeconfig,--set,--dir,--no-restart,docs/demo.md'",
        "config --help, check",
        "config check --help, '--config,--set'",
        "version --help, version"
    })
    void helps(String arguments, String words) {
        assertThat(execute(arguments.split(" "))).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("Usage: podbridge").contains(words.split(","));
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 120);
        assertThat(err.toString()).isEmpty();
    }

    private String write(String text) throws IOException {
        return Files.writeString(directory.resolve("file.conf"), text).toString();
    }

    private ExitCode execute(String... arguments) {
        return execute(
                (settings, options) -> {
                    launched.add(new Launched(settings, options));
                    return ExitCode.OK.number();
                },
                arguments);
    }

    private ExitCode run(RuntimeException failure, String... arguments) {
        return execute(
                (settings, options) -> {
                    throw failure;
                },
                arguments);
    }

    private ExitCode execute(ReplicaLauncher launcher, String... arguments) {
        int number = Main.commandLine(launcher)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return Arrays.stream(ExitCode.values())
                .filter(code -> code.number() == number)
                .findFirst()
                .orElseThrow(() -> new AssertionError("not an exit code of ours: " + number));
    }
}

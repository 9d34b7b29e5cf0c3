package io.podbridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubeconfigCheckTest {

    private static final String GOOD = """
        apiVersion: v1
        kind: Config
        current-context: here
        contexts:
        - name: here
          context: {cluster: c, user: u}
        - name: there
          context: {cluster: other, user: u}
        clusters:
        - name: c
          cluster: {server: 'https://127.0.0.1:6443', certificate-authority: ca.crt}
        users:
        - name: u
          user: {token: hunter2}
        """;

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = directory.resolve("config");
        Files.writeString(directory.resolve("ca.crt"), "");
    }

    @Test
    void takesAGoodOne() throws IOException {
        KubeconfigCheck.require(Files.writeString(file, GOOD), Optional.empty());
        KubeconfigCheck.require(file, Optional.of("here"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        current-context: here   | nothing: x               | CONFIGURATION | It has no current-context.
        current-context: here   | current-context: gone    | CONFIGURATION | It has no context gone.
        current-context: here   | current-context: gone    | CONFIGURATION | It has: here, there.
        cluster: c              | cluster: d               | CONFIGURATION | It has no cluster d.
        , user: u}              | }                        | CONFIGURATION | Its context here names no user.
        name: u                 | name: v                  | CONFIGURATION | It has no user u.
        clusters:               | clusters: {              | CONFIGURATION | It is no YAML
        kind: Config            | kind: [                  | CONFIGURATION | config:4
        ca.crt                  | gone.crt                 | NO_INPUT      | The kubeconfig's certificate-authority
        """)
    void saysWhatIsWrong(String good, String bad, ExitCode exitCode, String message) throws IOException {
        Files.writeString(file, GOOD.replace(good, bad));
        var failure = failure(Optional.empty());
        assertThat(failure).hasMessageContaining(message).hasMessageContaining(file.toString());
        assertThat(failure).hasMessageNotContaining("hunter2");
        assertThat(failure.exitCode()).isEqualTo(exitCode);
    }

    @Test
    void looksAtTheContextThatIsWanted() throws IOException {
        Files.writeString(file, GOOD);
        assertThat(failure(Optional.of("there"))).hasMessageContaining("It has no cluster other.");
    }

    @Test
    void saysThatItIsNotThere() {
        assertThat(failure(Optional.empty()).exitCode()).isEqualTo(ExitCode.NO_INPUT);
    }

    private StartupFailure failure(Optional<String> context) {
        return catchThrowableOfType(StartupFailure.class, () -> KubeconfigCheck.require(file, context));
    }
}

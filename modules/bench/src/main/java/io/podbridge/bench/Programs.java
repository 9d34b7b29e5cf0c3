package io.podbridge.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Other programs whose output is read. */
final class Programs {

    private Programs() {}

    /**
     * Runs one to its end; the lines that it prints.
     *
     * @throws IllegalStateException when it cannot be run, or says that it failed
     */
    static List<String> output(String... command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new IllegalStateException(String.join(" ", command) + " ended with " + code + ": " + text);
            }
            return text.lines().toList();
        } catch (IOException e) {
            throw new IllegalStateException("cannot run " + command[0], e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}

package io.podbridge.testkit.kubectl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The process of the container itself, which runs {@link #LISTENING} and has an input that stays open. */
public interface AttachCases extends KubectlMatrix {

    /** Says every line again that it reads. */
    String LISTENING = "while read line; do echo \"<$line>\"; done";

    @ParameterizedTest
    @MethodSource("kubectls")
    default void whoAttachesIsHeardAndHears(KubectlProgram kubectl) throws IOException {
        for (int visit = 0; visit < 2; visit++) {
            try (Attached attached = Attached.start(kubectl)) {
                String answer = attached.say();
                ends(attached.out()::text, answer);
                ends(() -> kubectl.run(new byte[0], "logs", "web", "--tail=1").text(), answer);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kubectls")
    default void whoFollowsTheLogSeesALineWhenItIsWritten(KubectlProgram kubectl) throws IOException {
        Process follower = kubectl.start("logs", "-f", "web");
        try (Attached attached = Attached.start(kubectl)) {
            Collected log = Collected.of(follower.getInputStream());
            for (int line = 0; line < 3; line++) {
                ends(log::text, attached.say());
            }
            assertThat(follower.isAlive()).isTrue();
        } finally {
            follower.destroyForcibly();
        }
    }

    private static void ends(Supplier<String> text, String end) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(text.get()).endsWith(end));
    }

    /** A kubectl that is attached, and goes as one that is killed. */
    record Attached(Process process, Collected out) implements AutoCloseable {

        static Attached start(KubectlProgram kubectl) throws IOException {
            Process process = kubectl.start("attach", "-i", "web");
            return new Attached(process, Collected.of(process.getInputStream()));
        }

        /** Types a line that nobody has typed before, and says what is answered. */
        String say() throws IOException {
            String word = UUID.randomUUID().toString();
            process.getOutputStream().write((word + "\n").getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().flush();
            return "<" + word + ">\n";
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}

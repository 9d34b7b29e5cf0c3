package io.podbridge.provider.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.pod.RestartPolicy;
import io.podbridge.provider.simulated.LedgerAudit.Counts;
import io.podbridge.provider.simulated.LedgerLine.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerAuditTest {
    private static final Instant LATER = Instant.ofEpochSecond(1_000);

    @TempDir
    Path directory;

    private long at;

    @Test
    void countsWhatWasDone() throws IOException {
        write(Operation.CREATED, "a", plan(0));
        write(Operation.CREATE_REPEATED, "a", null);
        write(Operation.CREATE_REPEATED, "a", null);
        write(Operation.DELETED, "a", null);
        write(Operation.DELETE_REPEATED, "a", null);
        write(Operation.CREATED, "b", plan(0));

        LedgerAudit audit = LedgerAudit.of(directory);
        assertThat(audit.counts().get("a")).isEqualTo(new Counts(1, 2, 1, 1, 0));
        assertThat(audit.total()).isEqualTo(new Counts(2, 2, 1, 1, 0));
        assertThat(audit.existing(LATER)).containsExactly("b");
        assertThat(audit.duplicates()).isEmpty();
    }

    @Test
    void anInstanceThatIsMadeAgainIsADuplicate() throws IOException {
        write(Operation.CREATED, "a", plan(0));
        write(Operation.DELETED, "a", null);
        at += 1_000;
        write(Operation.CREATED, "a", plan(0));

        assertThat(LedgerAudit.of(directory).duplicates()).containsExactly("a");
    }

    @Test
    void unlessARestartWasCounted() throws IOException {
        write(Operation.CREATED, "a", plan(0));
        write(Operation.DELETED, "a", null);
        at += 1_000;
        write(Operation.CREATED, "a", plan(1));

        assertThat(LedgerAudit.of(directory).duplicates()).isEmpty();
    }

    @Test
    void twoAtTheSameTimeAreADuplicateWhateverWasCounted() throws IOException {
        write(Operation.CREATED, "a", plan(0));
        write(Operation.CREATED, "a", plan(1));

        assertThat(LedgerAudit.of(directory).duplicates()).containsExactly("a");
        assertThat(LedgerAudit.of(directory).existing("a", LATER)).isEqualTo(2);
    }

    @Test
    void namesWhatIsLostAndWhatIsLeft() throws IOException {
        write(Operation.CREATED, "wanted", plan(0));
        write(Operation.CREATED, "left", plan(0));
        write(Operation.CREATED, "deleted", plan(0));
        write(Operation.DELETED, "deleted", null);

        LedgerAudit audit = LedgerAudit.of(directory);
        assertThat(audit.lost(Set.of("wanted", "never"))).containsExactly("never");
        assertThat(audit.orphans(Set.of("wanted", "never"))).containsExactly("left");
    }

    @Test
    void theCommandPrintsAndJudges() throws IOException {
        write(Operation.CREATED, "a", plan(0));
        Path wanted = Files.writeString(directory.resolve("wanted"), "a\n");
        Path more = Files.writeString(directory.resolve("more"), "a\nb\n");

        assertThat(run(directory.toString(), wanted.toString())).startsWith("0").contains("created 1", "lost: 0");
        assertThat(run(directory.toString(), more.toString())).startsWith("1").contains("lost: 1\n  b");
        assertThat(run()).startsWith("2").contains("usage");
        assertThat(run(directory.resolve("none").toString())).startsWith("2");
    }

    @Test
    void aDamagedLineIsCounted() throws IOException {
        write(Operation.CREATED, "a", plan(0));
        append("no line of a ledger".getBytes(StandardCharsets.UTF_8));

        assertThat(LedgerAudit.of(directory).unreadable()).isEqualTo(1);
        assertThat(run(directory.toString())).startsWith("1");
    }

    private static String run(String... arguments) throws IOException {
        var bytes = new ByteArrayOutputStream();
        int code;
        try (var out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            code = LedgerAuditMain.run(List.of(arguments), Clock.systemUTC(), out);
        }
        return code + " " + bytes.toString(StandardCharsets.UTF_8);
    }

    private void write(Operation operation, String uid, @Nullable PodPlan plan) throws IOException {
        Instant time = Instant.ofEpochMilli(++at);
        append(new LedgerLine(time, operation, uid, "default", uid, "node", "bridge", "replica", plan, 0L).json());
    }

    private void append(byte[] line) throws IOException {
        try (var ledger = new Ledger(directory)) {
            ledger.lock((offset, bytes, from, length) -> {});
            try {
                ledger.append(line);
            } finally {
                ledger.unlock();
            }
        }
    }

    private static PodPlan plan(int restarts) {
        var main = new ContainerPlan("main", "image", false, 0, 0, 5, 143, restarts);
        return new PodPlan(RestartPolicy.ALWAYS, 10, 2, 20, 80, Set.of(), List.of(), List.of(main));
    }
}

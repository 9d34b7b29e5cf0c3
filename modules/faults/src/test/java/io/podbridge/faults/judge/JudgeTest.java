package io.podbridge.faults.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.faults.judge.Verdict.Wrong;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small ledgers and records, written by hand. */
class JudgeTest {
    @TempDir
    private Path directory;

    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final StringBuilder ledger = new StringBuilder();
    private final StringBuilder record = new StringBuilder();

    @BeforeEach
    void aPodThatRunsAndIsShown() {
        wanted("a", "created", "\"once\":false,\"image\":\"i:0\",\"grace\":10000");
        happened("a", "created", "i:0");
    }

    @Test
    void aPodThatWasMadeOnceAndRunsIsWell() {
        shown("a", "Running");

        assertThat(verdict().clean()).isTrue();
        assertThat(verdict().made()).isEqualTo(1);
    }

    @Test
    void aPodThatWasMadeAndEndedOnceIsWell() {
        wanted("a", "unwanted", "\"forced\":true");
        happened("a", "deleted", "");

        assertThat(verdict().clean()).isTrue();
        assertThat(verdict().ended()).isEqualTo(1);
    }

    @Test
    void aSecondCreateIsFoundAlthoughTheFirstWasAdoptedMeanwhile() {
        happened("a", "create-repeated", "");
        happened("a", "created", "i:0");
        shown("a", "Running");

        assertWrong(Wrong.CREATED_TWICE);
    }

    @Test
    void aCreateAfterTheEndIsASecondOneToo() {
        wanted("a", "unwanted", "\"forced\":true");
        happened("a", "deleted", "");
        happened("a", "created", "i:0");
        happened("a", "deleted", "");

        assertWrong(Wrong.CREATED_TWICE);
    }

    @Test
    void aWantedPodThatWasNeverMadeIsLost() {
        wanted("b", "created", "\"once\":false,\"image\":\"i:0\",\"grace\":10000");
        shown("a", "Running");
        shown("b", "Running");

        assertWrong(Wrong.LOST);
    }

    @Test
    void aWantedPodThatWasEndedIsLostAsWell() {
        happened("a", "deleted", "");
        shown("a", "Running");

        assertWrong(Wrong.LOST, Wrong.ENDED_THOUGH_WANTED);
    }

    @Test
    void whatRunsAndNobodyWantsIsAnOrphan() {
        wanted("a", "unwanted", "\"forced\":false");

        assertWrong(Wrong.ORPHAN);
    }

    @Test
    void whatNobodyHasEverWantedIsAnOrphan() {
        happened("b", "created", "i:0");
        shown("a", "Running");

        assertWrong(Wrong.ORPHAN);
    }

    @Test
    void anEndBeforeTheUserAskedForItIsFoundByItsPlaceWhateverTheClocksSay() {
        happened("a", "deleted", "");
        wanted("a", "unwanted", "\"forced\":false");

        assertWrong(Wrong.ENDED_THOUGH_WANTED);
    }

    @Test
    void aShorterGraceThanWhatIsLeftOfItIsFound() {
        wanted("a", "unwanted", "\"forced\":false");
        ended("a", 0);

        assertWrong(Wrong.GRACE_CUT_SHORT);
    }

    @Test
    void whatIsLeftOfTheGraceIsEnough() {
        wanted("a", "unwanted", "\"forced\":false");
        ended("a", 3_000);
        now = now.plusSeconds(7);

        assertThat(verdict().clean()).isTrue();
    }

    @Test
    void whoeverLosesPatienceTakesTheGraceAway() {
        wanted("a", "unwanted", "\"forced\":false");
        wanted("a", "unwanted", "\"forced\":true");
        ended("a", 0);

        assertThat(verdict().clean()).isTrue();
    }

    @Test
    void theLastFaultBeforeItIsNamed() {
        wanted("", "fault", "\"number\":7,\"kind\":\"kill\"");
        happened("a", "created", "i:0");
        wanted("", "fault", "\"number\":8,\"kind\":\"pause\"");
        shown("a", "Running");

        assertThat(verdict().faultsBefore(Wrong.CREATED_TWICE)).containsExactly(Map.entry("fault 7, kill", 1L));
    }

    @Test
    void anImageThatWasChangedBackIsOutOfDate() {
        wanted("a", "updated", "\"image\":\"i:1\"");
        wanted("a", "updated", "\"image\":\"i:2\"");
        happened("a", "updated", "i:2");
        happened("a", "updated", "i:1");
        shown("a", "Running");

        assertWrong(Wrong.OUT_OF_DATE);
    }

    @Test
    void aStatusThatIsBehindIsFound() {
        shown("a", "Pending");

        assertWrong(Wrong.SHOWN_WRONGLY);
    }

    @Test
    void anObjectThatIsStillThereIsFound() {
        wanted("a", "unwanted", "\"forced\":true");
        happened("a", "deleted", "");
        shown("a", "Running");

        assertWrong(Wrong.NOT_REMOVED);
    }

    @Test
    void aRecordWithoutItsEndIsNoVerdict() throws IOException {
        shown("a", "Running");
        write("ledger/ledger.jsonl", ledger);
        write("record.jsonl", record);

        assertThat(Judge.of(directory).clean()).isFalse();
    }

    @Test
    void whatComesAfterTheEndDoesNotCount() throws IOException {
        shown("a", "Running");
        verdict();
        happened("a", "deleted", "");
        write("ledger/ledger.jsonl", ledger);

        assertThat(Judge.of(directory).clean()).isTrue();
    }

    @Test
    void theProgramSaysTheSumAndEndsWithOneIfAnythingIsWrong() {
        verdict();
        var out = new ByteArrayOutputStream();

        int code = JudgeMain.print(List.of(directory, directory), new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(code).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("2 pods made", "SOMETHING IS WRONG");
    }

    private void wanted(String uid, String op, String more) {
        line(
                record,
                "\"at\":\"%s\",\"op\":\"%s\",\"uid\":\"%s\",\"ledger\":%d,%s"
                        .formatted(now, op, uid, ledger.length(), more));
    }

    private void shown(String uid, String phase) {
        wanted(uid, "shown", "\"phase\":\"" + phase + "\"");
    }

    private void happened(String uid, String op, String image) {
        line(
                ledger,
                "\"op\":\"%s\",\"uid\":\"%s\",\"plan\":{\"containers\":[{\"image\":\"%s\"}]}"
                        .formatted(op, uid, image));
    }

    private void ended(String uid, int graceMillis) {
        line(ledger, "\"op\":\"deleted\",\"uid\":\"%s\",\"grace\":%d".formatted(uid, graceMillis));
    }

    private static void line(StringBuilder file, String content) {
        file.append("{").append(content).append("}\n");
    }

    private void assertWrong(Wrong... expected) {
        var verdict = verdict();
        for (Wrong what : Wrong.values()) {
            assertThat(verdict.count(what))
                    .as(what.toString())
                    .isEqualTo(List.of(expected).contains(what) ? 1 : 0);
        }
        assertThat(verdict.clean()).isFalse();
    }

    private Verdict verdict() {
        try {
            write("ledger/ledger.jsonl", ledger);
            String end = "{\"at\":\"%s\",\"op\":\"over\",\"ledger\":%d}\n".formatted(now, ledger.length());
            write("record.jsonl", record + end);
            return Judge.of(directory);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void write(String name, CharSequence content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}

package io.podbridge.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.lifecycle.protocol.Absence;
import io.podbridge.core.lifecycle.protocol.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table in {@code docs/evidence.md} is what the code does. */
class EvidenceTest {
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "evidence.md");
    private static final String BEGIN = "<!-- The table begins. EvidenceTest prints it. -->\n";
    private static final String END = "<!-- The table ends. -->\n";

    @Test
    void theDocumentsTableIsWhatTheCodeDoes() throws IOException {
        var text = Files.readString(DOCUMENT);
        var documented = text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END));
        var table = Arrays.stream(Absence.values())
                .map(absence -> "| " + absence + " | " + Evidence.of(absence) + " |\n")
                .collect(Collectors.joining("", "| word | what may follow |\n| --- | --- |\n", ""));
        assertThat(documented)
                .as("the table in docs/evidence.md; it should read\n%s", table)
                .isEqualTo(table);
    }
}

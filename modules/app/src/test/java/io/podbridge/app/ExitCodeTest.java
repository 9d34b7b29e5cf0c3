package io.podbridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

    /** The table's rows: number, name, meaning. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| `(\\w+)` \\| (.*?) \\| (yes|no) \\|$");

    /** The constants: meaning, name, number. */
    private static final Pattern CONSTANT = Pattern.compile("/\\*\\* (.*) \\*/\\s+(\\w+)\\((\\d+)\\)");

    @Test
    void theManualListsThemAll() throws IOException {
        var rows = ROW.matcher(Files.readString(Path.of("../../docs/operations.md")))
                .results()
                .map(row -> row.group(1) + " " + row.group(2) + " " + row.group(3))
                .toList();
        var source = Files.readString(Path.of("src/main/java/io/podbridge/app/ExitCode.java"));
        var constants = CONSTANT.matcher(source)
                .results()
                .map(constant -> constant.group(3) + " " + constant.group(2) + " " + constant.group(1))
                .toList();
        assertThat(rows).isEqualTo(constants).hasSize(ExitCode.values().length);
    }

    @Test
    void noTwoHaveOneNumber() {
        assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number)).doesNotHaveDuplicates();
    }
}

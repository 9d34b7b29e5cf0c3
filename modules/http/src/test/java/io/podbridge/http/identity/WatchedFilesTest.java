package io.podbridge.http.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFilesTest {

    @TempDir
    private Path directory;

    @Test
    void whatChangesIsReadAgainAndWhatIsBrokenIsNotUsed() throws IOException {
        Path file = Files.writeString(directory.resolve("number"), "1");
        WatchedFiles<Integer> number = WatchedFiles.of(List.of(file), () -> Integer.valueOf(Files.readString(file)));
        assertThat(number.current()).isEqualTo(1);
        Files.writeString(file, "22");
        assertThat(number.current()).isEqualTo(22);
        Files.writeString(file, "broken");
        assertThat(number.current()).isEqualTo(22);
        Files.delete(file);
        assertThat(number.current()).isEqualTo(22);
        Files.writeString(file, "3333");
        assertThat(number.current()).isEqualTo(3333);
    }

    @Test
    void whatCannotBeUsedAtFirstIsAnError() {
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() -> WatchedFiles.of(List.of(missing), () -> Files.readString(missing)))
                .isInstanceOf(IdentityException.class)
                .hasMessageContaining("missing");
    }
}

package io.podbridge.faults.judge;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files with a JSON object a line. */
final class JsonLines {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int BUFFER = 1 << 20;

    private JsonLines() {}

    /** Gets each object, and the place in the file at which it begins. */
    @FunctionalInterface
    interface Reader {
        void line(long offset, JsonNode line);
    }

    /**
     * Reads a file; a last line without its break was never finished, and is left out.
     *
     * @return how many lines are no JSON
     */
    static int read(Path file, Reader reader) throws IOException {
        int unreadable = 0;
        long offset = 0;
        var line = new ByteArrayOutputStream();
        try (var in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next != '\n') {
                    line.write(next);
                    continue;
                }
                unreadable += give(reader, offset, line.toByteArray()) ? 0 : 1;
                offset += line.size() + 1;
                line.reset();
            }
        }
        return unreadable;
    }

    private static boolean give(Reader reader, long offset, byte[] line) {
        try {
            reader.line(offset, JSON.readTree(line));
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }
}

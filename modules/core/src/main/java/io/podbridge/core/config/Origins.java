package io.podbridge.core.config;

import com.typesafe.config.ConfigOrigin;
import java.nio.file.Path;
import java.util.Optional;

/** Where a value was written, as a person looks it up. */
final class Origins {

    private Origins() {}

    /** {@code file:line}, {@code --set path}, {@code env var NAME}; what the library says for anything else. */
    static String describe(ConfigOrigin origin) {
        var line = origin.lineNumber() > 0 ? ":" + origin.lineNumber() : "";
        if (origin.resource() != null) {
            return origin.resource() + line;
        }
        if (origin.filename() != null) {
            return origin.filename() + line;
        }
        return shorten(origin.description());
    }

    /** Of several that were merged, the strongest; without the class path's place, or the line of a one-line text. */
    private static String shorten(String description) {
        var first = description.replaceFirst("^merge of ([^,]*),.*", "$1").replaceFirst(" @ .*$", "");
        return first.startsWith("--") ? first.replaceFirst(": \\d+$", "") : first.replaceFirst(": (\\d+)$", ":$1");
    }

    /** The directory of the file, for values that came from one on disk. */
    static Optional<Path> directory(ConfigOrigin origin) {
        if (origin.filename() == null || origin.resource() != null) {
            return Optional.empty();
        }
        return Optional.ofNullable(Path.of(origin.filename()).toAbsolutePath().getParent());
    }
}

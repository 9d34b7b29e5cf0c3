package io.podbridge.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * podbridge as the build lays it out and as {@code ./podbridge} starts it.
 *
 * @param home the top of the source tree
 */
record Installation(Path home) {

    private static final String LIBRARIES = "modules/app/target/podbridge/lib";

    /**
     * Looks for it above the working directory.
     *
     * @throws IllegalStateException when it is not built
     */
    static Installation find() {
        return Stream.iterate(Path.of("").toAbsolutePath(), directory -> directory != null, Path::getParent)
                .filter(directory -> Files.isDirectory(directory.resolve(LIBRARIES)))
                .findFirst()
                .map(Installation::new)
                .orElseThrow(
                        () -> new IllegalStateException("podbridge is not built: run tools/bench, or mvn package"));
    }

    String classPath() {
        return home.resolve("conf") + ":" + home.resolve(LIBRARIES) + "/*";
    }

    /** The options that every replica has. */
    List<String> jvmOptions() {
        String unsafe = "--sun-misc-unsafe-memory-access=allow"; // as the launcher: known from JDK 23 on
        String options = "@" + home.resolve("conf/jvm.options");
        return Runtime.version().feature() >= 23 ? List.of(options, unsafe) : List.of(options);
    }
}

package io.podbridge.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * podbridge as the build lays it out.
 *
 * @param home the top of the source tree
 */
record Installation(Path home) {
    private static final String LIBRARIES = "modules/app/target/podbridge/lib";

    /** An archive of loaded classes that the tests of the program leave: a JVM with it starts in half the time. */
    private static final String ARCHIVE = "modules/app/target/test-class-archives/replica.jsa";

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
                        () -> new IllegalStateException("podbridge is not built: run tools/faults, or mvn package"));
    }

    /** The class path that its launcher has. */
    String classPath() {
        return home.resolve(LIBRARIES) + "/*";
    }

    /** For JVMs that live for some minutes, three on a small machine. */
    List<String> jvmOptions() {
        List<String> options = new ArrayList<>(List.of(
                "@" + home.resolve("conf/jvm.options"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-Dlogback.configurationFile=" + home.resolve("conf/logback.xml")));
        Path archive = home.resolve(ARCHIVE);
        if (Files.exists(archive)) {
            options.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off,cds+dynamic=off"));
        }
        if (Runtime.version().feature() >= 23) {
            options.add("--sun-misc-unsafe-memory-access=allow"); // as the launcher: known from JDK 23 on
        }
        return options;
    }
}

package io.podbridge.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The program as the launcher starts it: the packaged jars and nothing of the tests. With archives of loaded classes as
 * the demo has them, since the tests start a hundred of these JVMs: each takes half the time.
 */
public final class Packaged {
    private static final Path LAYOUT = Path.of("target", "podbridge").toAbsolutePath();
    private static final Path ARCHIVES =
            Path.of("target", "test-class-archives").toAbsolutePath();
    private static final Path LOGGING =
            Path.of("..", "..", "conf", "logback.xml").toAbsolutePath();

    private Packaged() {}

    /** Of every JVM that runs the program. */
    public static String classPath() {
        if (!Files.exists(LAYOUT.resolve("built"))) {
            throw new IllegalStateException(LAYOUT + " is what these tests run, and is not there: mvn package first");
        }
        return LAYOUT.resolve("lib") + "/*";
    }

    /** Options of a JVM that is a replica, or that starts like one. */
    public static List<String> replica() {
        return options(archives(), "replica.jsa");
    }

    /** Options of the demo's own JVM; its replicas have {@link #replica()}'s archive. */
    public static List<String> demo() {
        return options(archives(), "demo.jsa");
    }

    /** Those of the launcher, and where the archives are. */
    static List<String> options(Path archives, String archive) {
        return List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:SharedArchiveFile=" + archives.resolve(archive),
                "-Xlog:cds=off,cds+dynamic=off",
                "-Dpodbridge.class-archives=" + archives,
                "-Dlogback.configurationFile=" + LOGGING);
    }

    /** Made by the first test of a build that needs them; those in other JVMs wait. */
    private static synchronized Path archives() {
        try {
            Files.createDirectories(ARCHIVES);
            try (var channel =
                    FileChannel.open(ARCHIVES.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock(); // until it is closed
                if (!fresh(ARCHIVES.resolve("replica.jsa")) || !fresh(ARCHIVES.resolve("demo.jsa"))) {
                    ClassArchiveTraining.run(ARCHIVES);
                }
            }
            return ARCHIVES;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static boolean fresh(Path archive) throws IOException {
        return Files.exists(archive)
                && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(LAYOUT.resolve("built"))) > 0;
    }
}

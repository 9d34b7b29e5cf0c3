package io.podbridge.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where JVMs keep what they have loaded, so that the next ones map it instead of loading thousands of classes: half the
 * time to start.
 *
 * @param directory empty where podbridge was not started by its launcher: then there are none
 */
record ClassArchives(Optional<Path> directory) {
    /** The launcher says so, and uses one for the demo's own JVM. */
    private static final String PROPERTY = "podbridge.class-archives";

    static ClassArchives ofLauncher() {
        return new ClassArchives(
                Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of));
    }

    /**
     * Options of a replica's JVM. An archive that does not fit is no fault: the JVM starts without it, more slowly.
     *
     * @param writes whether it writes the archive when it ends, if there is none that fits; one of them is enough
     */
    List<String> options(boolean writes) {
        return directory
                .map(path -> List.of(
                        "-XX:SharedArchiveFile=" + path.resolve("replica.jsa"),
                        "-Xlog:cds=off,cds+dynamic=off",
                        writes ? "-XX:+AutoCreateSharedArchive" : "-Xshare:auto"))
                .orElse(List.of());
    }

    /** Notes that JVMs which end now have loaded all they need. Without this note the launcher removes the archives. */
    void worthKeeping() {
        directory.ifPresent(path -> {
            try {
                Files.write(path.resolve("complete"), new byte[0]);
            } catch (IOException readOnly) {
                // The next start is as slow as this one.
            }
        });
    }
}

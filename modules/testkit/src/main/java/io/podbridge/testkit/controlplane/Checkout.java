package io.podbridge.testkit.controlplane;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds files of the source tree from whatever module directory a test runs in. */
final class Checkout {

    private Checkout() {}

    /** The file at {@code relative} below the working directory or the nearest of its parents that has it. */
    static Optional<Path> find(String relative) {
        return Stream.iterate(Path.of("").toAbsolutePath(), up -> up != null, Path::getParent)
                .map(directory -> directory.resolve(relative))
                .filter(Files::exists)
                .findFirst();
    }
}

package io.podbridge.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The clocks of the replicas, each of which can be made wrong while it runs.
 *
 * @param library what {@code tools/faults} builds of {@code src/main/c/clock.c}; empty where there is no C compiler,
 *     and then all clocks stay right
 * @param directory for the file of each replica
 */
record Clocks(Optional<Path> library, Path directory) {

    /** Sets how far this replica's clock is ahead; negative: behind. */
    void set(int replica, Duration ahead) {
        var bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        bytes.putLong(ahead.toMillis()).flip();
        try (var file = FileChannel.open(file(replica), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(bytes, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words before the command line of this replica. */
    List<String> launcher(int replica) {
        return library.map(file -> List.of("env", "LD_PRELOAD=" + file, "PODBRIDGE_CLOCK=" + file(replica)))
                .orElse(List.of());
    }

    private Path file(int replica) {
        return directory.resolve("clock-" + replica);
    }
}

package io.podbridge.core.node;

import io.podbridge.core.health.PartState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The room where a provider keeps its files. Pure, but for {@link #of}.
 *
 * @param directory where
 * @param usable bytes that can still be written
 * @param total bytes of the whole file system
 */
public record DiskSpace(Path directory, long usable, long total) {
    /** Below this a container that logs fails within seconds, and a ledger cannot be written. */
    private static final long NEEDED = 64L << 20;

    /**
     * A kubelet's {@code imagefs.available} and {@code nodefs.available} are 15 and 10 %; a virtual node has no images.
     */
    private static final double SCARCE = 0.05;

    /** Measures. May block where the file system does. */
    public static DiskSpace of(Path directory) {
        try {
            var store = Files.getFileStore(directory);
            return new DiskSpace(directory, store.getUsableSpace(), store.getTotalSpace());
        } catch (IOException unreadable) {
            return new DiskSpace(directory, 0, 0);
        }
    }

    PartState state() {
        if (usable < NEEDED) {
            return PartState.FAILED;
        }
        return usable < total * SCARCE ? PartState.DEGRADED : PartState.OK;
    }

    String message() {
        return switch (state()) {
            case FAILED -> "less than 64 MiB can be written in " + directory + ": make room";
            case DEGRADED -> "less than 5 % is free in " + directory + ": make room";
            case OK -> directory + " has room";
        };
    }
}

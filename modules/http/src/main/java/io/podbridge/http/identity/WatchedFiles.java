package io.podbridge.http.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that is made of files, and made again when they have changed. While the new files cannot be used, what was
 * made before stays. For any thread.
 */
final class WatchedFiles<T> {

    /** Makes it. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws Exception;
    }

    private record Stamp(FileTime modified, long size, Object key) {}

    private static final Logger log = LoggerFactory.getLogger(WatchedFiles.class);

    private final List<Path> files;
    private final Reading<T> reading;
    private List<Stamp> stamps;
    private T current;

    private WatchedFiles(List<Path> files, Reading<T> reading, List<Stamp> stamps, T current) {
        this.files = files;
        this.reading = reading;
        this.stamps = stamps;
        this.current = current;
    }

    /**
     * Made now.
     *
     * @throws IdentityException if the files cannot be used at first
     */
    static <T> WatchedFiles<T> of(List<Path> files, Reading<T> reading) {
        try {
            return new WatchedFiles<>(files, reading, stampsOf(files), reading.read());
        } catch (Exception unusable) {
            throw new IdentityException("cannot use " + files + ": " + unusable.getMessage(), unusable);
        }
    }

    /** Looks at the files' times, which costs microseconds. */
    synchronized T current() {
        try {
            List<Stamp> now = stampsOf(files);
            if (!now.equals(stamps)) {
                stamps = now;
                current = reading.read();
                log.info("{} changed and is used as it is now.", files);
            }
        } catch (Exception unusable) {
            log.warn("{} changed and cannot be used, what was read before stays: {}", files, unusable.getMessage());
        }
        return current;
    }

    private static List<Stamp> stampsOf(List<Path> files) throws IOException {
        List<Stamp> stamps = new ArrayList<>(files.size());
        for (Path file : files) {
            stamps.add(new Stamp(Files.getLastModifiedTime(file), Files.size(file), file.toRealPath()));
        }
        return stamps;
    }
}

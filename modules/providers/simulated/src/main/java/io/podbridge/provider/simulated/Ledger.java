package io.podbridge.provider.simulated;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The file: lines of bytes that several JVMs append to. For one thread.
 *
 * <p>A line is written with one write while the file is locked, and counts once its line break is there. A writer that
 * is killed in the middle of it leaves a piece without one; nobody has read that, and the next writer cuts it off.
 * There is no sync: what a killed JVM wrote is the kernel's, and only the end of the machine would lose it.
 */
final class Ledger implements AutoCloseable {
    static final String FILE = "ledger.jsonl";

    private static final int FIRST_CAPACITY = 1 << 16;

    /**
     * A file lock is the JVM's, not the thread's: within one JVM it keeps nobody out, so each file has a second one.
     */
    private static final ConcurrentHashMap<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

    private final FileChannel file;
    private final ReentrantLock withinThisJvm;
    private ByteBuffer buffer = ByteBuffer.allocate(FIRST_CAPACITY);
    private long position;
    private @Nullable FileLock lock;

    /** Gets a line, without its break; the bytes are good during the call only. */
    @FunctionalInterface
    interface Reader {
        void line(long offset, byte[] bytes, int from, int length);
    }

    /** Opens the ledger of this directory, which is made if it is missing. */
    Ledger(Path directory) throws IOException {
        Path path = Files.createDirectories(directory).toRealPath().resolve(FILE);
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        withinThisJvm = LOCKS.computeIfAbsent(path, any -> new ReentrantLock());
    }

    /** Hands over the complete lines that were appended since the last call. */
    void read(Reader reader) throws IOException {
        while (file.size() > position) {
            buffer.clear();
            int count = file.read(buffer, position);
            int used = split(reader, Math.max(count, 0));
            position += used;
            if (used == 0 && count == buffer.capacity()) {
                buffer = ByteBuffer.allocate(2 * buffer.capacity());
            } else if (used == 0) {
                return;
            }
        }
    }

    private int split(Reader reader, int count) {
        byte[] bytes = buffer.array();
        int from = 0;
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n') {
                reader.line(position + from, bytes, from, i - from);
                from = i + 1;
            }
        }
        return from;
    }

    /** Keeps all other writers out until {@link #unlock}, reads what they have written, and mends what they left. */
    void lock(Reader reader) throws IOException {
        withinThisJvm.lock();
        try {
            lock = file.lock();
            read(reader);
            if (file.size() > position) {
                file.truncate(position);
            }
        } catch (IOException | RuntimeException e) {
            unlock();
            throw e;
        }
    }

    /** Appends a line while the file is locked, and says where it begins; the writer has thereby read it. */
    long append(byte[] line) throws IOException {
        byte[] withBreak = Arrays.copyOf(line, line.length + 1);
        withBreak[line.length] = '\n';
        ByteBuffer bytes = ByteBuffer.wrap(withBreak);
        long begin = position;
        while (bytes.hasRemaining()) {
            file.write(bytes, begin + bytes.position());
        }
        position += withBreak.length;
        return begin;
    }

    /** Lets the others in again. */
    void unlock() throws IOException {
        try {
            if (lock != null) {
                lock.release();
            }
        } finally {
            lock = null;
            withinThisJvm.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

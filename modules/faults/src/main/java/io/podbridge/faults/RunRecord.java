package io.podbridge.faults;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The record of what was wanted and what was done, for {@link io.podbridge.faults.judge the judge}: a JSON object a
 * line. Each line says how long the ledger was when it was written, since that tells what came first even where clocks
 * are wrong. Safe for use by several threads.
 */
final class RunRecord implements AutoCloseable {
    static final String FILE = "record.jsonl";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final int TICK_MILLIS = 500;

    private final BufferedWriter out;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("record-clock").factory());
    private final Path ledger;

    /** A new one in this directory, about this ledger. */
    RunRecord(Path directory, Path ledger) {
        this.ledger = ledger;
        try {
            out = Files.newBufferedWriter(directory.resolve(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var unused = clock.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The API server has taken this pod. */
    void created(WantedPod pod) {
        write(line("created", pod)
                .put("once", pod.once())
                .put("image", pod.image())
                .put("grace", PodForms.GRACE.toMillis()));
    }

    /** The API server has taken this image. */
    void updated(WantedPod pod, String image) {
        write(line("updated", pod).put("image", image));
    }

    /** The API server is about to be told that it is not wanted any more. */
    void unwanted(WantedPod pod, boolean forced) {
        write(line("unwanted", pod).put("forced", forced));
    }

    /** The API server shows it, when all is over. */
    void shown(String uid, String name, String phase) {
        write(line("shown").put("uid", uid).put("name", name).put("phase", phase));
    }

    /** Ends the record: what the ledger says later does not count. */
    void over() {
        write(line("over"));
    }

    /** A fault begins. */
    void fault(PlannedFault fault, String what) {
        write(line("fault")
                .put("number", fault.number())
                .put("kind", fault.kind().toString())
                .put("what", what)
                .put("millis", fault.length().toMillis()));
    }

    /** Dates the ledger: it is this long now. */
    private void tick() {
        write(line("tick"));
    }

    /** Something that explains what follows. */
    void note(String what) {
        write(line("note").put("what", what));
    }

    private ObjectNode line(String op, WantedPod pod) {
        return line(op).put("uid", pod.uid()).put("name", pod.name());
    }

    private ObjectNode line(String op) {
        return JSON.createObjectNode()
                .put("at", Instant.now().toString())
                .put("op", op)
                .put("ledger", length());
    }

    private long length() {
        try {
            return Files.exists(ledger) ? Files.size(ledger) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void write(ObjectNode line) {
        try {
            out.write(line.toString());
            out.newLine();
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        clock.close();
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

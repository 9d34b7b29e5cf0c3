package io.podbridge.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Where replicas spent their time, from their flight recordings. */
final class Profile {

    /** From JDK 25 on samples are taken by processor time, native code included; before, of running Java code only. */
    private static final boolean CPU_TIME = Runtime.version().feature() >= 25;

    private static final String SAMPLE = CPU_TIME ? "jdk.CPUTimeSample" : "jdk.ExecutionSample";
    private static final String ALLOCATION = "jdk.ObjectAllocationSample";
    private static final String OURS = "io.podbridge.";
    private static final int LINES = 25;

    private final Map<String, Long> methods = new TreeMap<>();
    private final Map<String, Long> ours = new TreeMap<>();
    private final Map<String, Long> layers = new TreeMap<>();
    private final Map<String, Long> threads = new TreeMap<>();
    private final Map<String, Long> allocations = new TreeMap<>();
    private final Instant from;
    private final Instant to;

    private Profile(Instant from, Instant to) {
        this.from = from;
        this.to = to;
    }

    /** Makes a JVM record itself into this directory until it ends. */
    static List<String> jvmOptions(Path directory) {
        String sampling = CPU_TIME ? "jdk.CPUTimeSample#enabled=true,jdk.CPUTimeSample#throttle=2ms," : "";
        return List.of(
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+DebugNonSafepoints",
                "-Xlog:jfr+startup=error",
                "-XX:StartFlightRecording:" + sampling + "settings=profile,dumponexit=true,filename="
                        + directory.resolve("replica-%p.jfr"));
    }

    /** Prints what the recordings of a directory say about this time. */
    static void print(Path directory, Instant from, Instant to) {
        var profile = new Profile(from, to);
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(file -> file.toString().endsWith(".jfr")).forEach(profile::read);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the recordings in " + directory, e);
        }
        top("Samples by kind of code (the innermost frame)", profile.layers);
        top("Samples by thread", profile.threads);
        top("Samples by method (the innermost frame)", profile.methods);
        top("Samples by podbridge's method (the innermost one of podbridge)", profile.ours);
        top("Bytes allocated by podbridge's method", profile.allocations);
    }

    private void read(Path file) {
        try (var recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                var event = recording.readEvent();
                if (event.getStartTime().isAfter(from) && event.getStartTime().isBefore(to)) {
                    add(event);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private void add(RecordedEvent event) {
        String type = event.getEventType().getName();
        if (type.equals(ALLOCATION)) {
            count(allocations, ours(frames(event)), event.getLong("weight"));
        } else if (type.equals(SAMPLE)) {
            var frames = frames(event);
            String method = frames.isEmpty() ? "(no stack)" : name(frames.getFirst());
            count(methods, method, 1);
            count(layers, layer(method), 1);
            count(ours, ours(frames), 1);
            count(threads, thread(event), 1);
        }
    }

    private static List<RecordedFrame> frames(RecordedEvent event) {
        return event.getStackTrace() == null ? List.of() : event.getStackTrace().getFrames();
    }

    private static String thread(RecordedEvent event) {
        var thread = event.getThread(CPU_TIME ? "eventThread" : "sampledThread");
        String name = thread == null ? "" : thread.getJavaName();
        return name == null || name.isEmpty() ? "(not a Java thread)" : name.replaceAll("\\d+", "N");
    }

    private static String ours(List<RecordedFrame> frames) {
        return frames.stream()
                .map(Profile::name)
                .filter(name -> name.startsWith(OURS))
                .findFirst()
                .orElse("(none)");
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    /** Two or three names of the package: enough to tell libraries apart. */
    private static String layer(String method) {
        String[] parts = method.split("\\.");
        int known = method.startsWith("java.") || method.startsWith("jdk.") || method.startsWith("sun.") ? 3 : 4;
        return String.join(".", List.of(parts).subList(0, Math.min(known, Math.max(1, parts.length - 2))));
    }

    private static void count(Map<String, Long> counts, String key, long weight) {
        counts.merge(key, weight, Long::sum);
    }

    private static void top(String title, Map<String, Long> counts) {
        double total = counts.values().stream().mapToLong(Long::longValue).sum();
        Console.heading(title + ", " + Console.number(total) + " in all");
        sorted(counts, LINES)
                .forEach((key, count) ->
                        Console.line("  %6s %%  %s".formatted(Console.number(100 * count / total), key)));
    }

    private static Map<String, Long> sorted(Map<String, Long> counts, int limit) {
        Map<String, Long> top = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(limit)
                .forEach(entry -> top.put(entry.getKey(), entry.getValue()));
        return top;
    }
}

package io.podbridge.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Processor time of a JVM by kind of thread, in milliseconds: what is its own code, and what compiler and garbage
 * collector. Threads that have ended are not in it.
 */
record ThreadTimes(Map<String, Double> byKind) {

    private static final int TICK = 10;

    /** Where the fields of {@code stat} continue behind the name, which may hold anything: user and system time. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;

    /** Reads those of all these processes together. */
    static ThreadTimes of(Collection<Long> processes) {
        Map<String, Double> byKind = new TreeMap<>();
        for (long process : processes) {
            try (Stream<Path> threads = Files.list(Path.of("/proc/" + process + "/task"))) {
                threads.forEach(thread -> add(thread.resolve("stat"), byKind));
            } catch (IOException e) {
                throw new UncheckedIOException("process " + process + " is gone", e);
            }
        }
        return new ThreadTimes(byKind);
    }

    /** What was used since then, most first. */
    ThreadTimes since(ThreadTimes before) {
        Map<String, Double> used = new LinkedHashMap<>();
        byKind.entrySet().stream()
                .map(entry ->
                        Map.entry(entry.getKey(), entry.getValue() - before.byKind.getOrDefault(entry.getKey(), 0.0)))
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(entry -> used.put(entry.getKey(), entry.getValue()));
        return new ThreadTimes(used);
    }

    private static void add(Path stat, Map<String, Double> byKind) {
        try {
            String line = Files.readString(stat);
            String name = line.substring(line.indexOf('(') + 1, line.lastIndexOf(')'));
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            double time = (double) TICK * (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]));
            byKind.merge(name.replaceAll("[-#\\d\\s]+$", ""), time, Double::sum);
        } catch (IOException e) {
            // The thread has ended since the directory was read.
            return;
        }
    }
}

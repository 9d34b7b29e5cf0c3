package io.podbridge.bench;

import io.podbridge.testkit.controlplane.ProcessUsage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Processor time used so far, in milliseconds. The kernel counts in steps of 10.
 *
 * @param byProcess user and system time of each process asked for
 * @param all of the whole machine, which tells what others did meanwhile
 * @param stolen what the hypervisor gave to other machines
 */
record Processors(Map<String, Double> byProcess, double all, double stolen) {

    private static final Path STAT = Path.of("/proc/stat");

    /** Milliseconds of a tick: USER_HZ is 100 on every Linux that Java runs on. */
    private static final int TICK = 10;

    /** Reads the processes of these ids. */
    static Processors now(Map<String, Long> processes) {
        Map<String, Double> used = new TreeMap<>();
        processes.forEach(
                (name, pid) -> used.put(name, ProcessUsage.of(pid).cpuTime().toNanos() / 1e6));
        long[] ticks = ticks();
        // user, nice, system, idle, iowait, irq, softirq, steal: proc_stat(5)
        return new Processors(
                used, (double) TICK * (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6]), (double) TICK * ticks[7]);
    }

    /** What was used since then. */
    Processors since(Processors before) {
        Map<String, Double> used = new TreeMap<>();
        byProcess.forEach((name, time) -> used.put(name, time - before.byProcess.getOrDefault(name, 0.0)));
        return new Processors(used, all - before.all, stolen - before.stolen);
    }

    /** Of all processes whose names begin so. */
    double of(String prefix) {
        return byProcess.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** What processes used that are not part of the benchmark. */
    double others() {
        return Math.max(0, all - of(""));
    }

    private static long[] ticks() {
        try {
            String[] fields = Files.readAllLines(STAT).getFirst().split("\\s+", -1);
            long[] ticks = new long[8];
            for (int i = 0; i < ticks.length; i++) {
                ticks[i] = Long.parseLong(fields[i + 1]);
            }
            return ticks;
        } catch (IOException e) {
            throw new UncheckedIOException("this benchmark needs Linux: cannot read " + STAT, e);
        }
    }
}

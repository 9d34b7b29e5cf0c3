package io.podbridge.bench;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The live objects of JVMs after a full collection, as {@code jcmd PID GC.class_histogram} counts them.
 *
 * @param bytes by class
 */
record HeapHistogram(Map<String, Long> bytes) {

    /** Of these processes together; each of them stands still meanwhile. */
    static HeapHistogram of(Collection<Long> pids) {
        Map<String, Long> sum = new TreeMap<>();
        for (long pid : pids) {
            read(Programs.output(jcmd(), Long.toString(pid), "GC.class_histogram"))
                    .bytes()
                    .forEach((name, bytes) -> sum.merge(name, bytes, Long::sum));
        }
        return new HeapHistogram(sum);
    }

    /** Reads lines such as {@code 1: 123 4567 [B (java.base@25)}; classes of one name are added up. */
    static HeapHistogram read(List<String> lines) {
        Map<String, Long> bytes = new TreeMap<>();
        for (String line : lines) {
            String[] words = line.strip().split("\\s+", -1);
            if (words.length >= 4 && words[0].matches("\\d+:")) {
                bytes.merge(words[3], Long.parseLong(words[2]), Long::sum);
            }
        }
        return new HeapHistogram(bytes);
    }

    long total() {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What was added since then; negative where it became less. */
    HeapHistogram since(HeapHistogram before) {
        Map<String, Long> added = new TreeMap<>();
        Stream.concat(bytes.keySet().stream(), before.bytes.keySet().stream())
                .forEach(name -> added.put(name, bytes.getOrDefault(name, 0L) - before.bytes.getOrDefault(name, 0L)));
        return new HeapHistogram(added);
    }

    /** The classes with most bytes. */
    List<Map.Entry<String, Long>> largest(int count) {
        return bytes.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(count)
                .toList();
    }

    private static String jcmd() {
        return Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    }
}

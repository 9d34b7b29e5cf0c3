package io.podbridge.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** On what it was measured. */
final class Machine {

    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Path LOAD = Path.of("/proc/loadavg");

    private Machine() {}

    /** Processor, memory, kernel and Java. */
    static String describe() {
        return "%d x %s, %s, %s %s, Java %s (%s)"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        value(CPU, "model name"),
                        memory(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        Runtime.version(),
                        System.getProperty("java.vendor"));
    }

    /** How many processes wanted to run, over 1, 5 and 15 minutes. */
    static String loadAverage() {
        try {
            return String.join(" ", Files.readString(LOAD).split(" "))
                    .replaceAll("^(\\S+ \\S+ \\S+).*", "$1")
                    .strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String memory() {
        String kilobytes = value(MEMORY, "MemTotal").replaceAll("\\D", "");
        return kilobytes.isEmpty() ? "unknown memory" : Long.parseLong(kilobytes) / (1 << 20) + " GiB";
    }

    private static String value(Path file, String key) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}

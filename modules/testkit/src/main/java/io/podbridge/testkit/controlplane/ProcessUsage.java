package io.podbridge.testkit.controlplane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * What a process costs at this moment.
 *
 * @param residentBytes memory in RAM, in bytes; 0 where there is no {@code /proc} or the process is gone
 * @param cpuTime processor time used since its start, user and system
 */
public record ProcessUsage(long residentBytes, Duration cpuTime) {

    /** Reads the usage of the process {@code pid}; all zero when it is gone. */
    public static ProcessUsage of(long pid) {
        Duration cpu = ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().totalCpuDuration())
                .orElse(Duration.ZERO);
        return new ProcessUsage(residentBytes(Path.of("/proc/" + pid + "/status")), cpu);
    }

    private static long residentBytes(Path status) {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}

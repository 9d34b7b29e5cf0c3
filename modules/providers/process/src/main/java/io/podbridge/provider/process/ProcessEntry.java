package io.podbridge.provider.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process as {@code /proc} shows it. Source: {@code proc(5)}.
 *
 * @param pid its id
 * @param state {@code Z} for one that has ended and that nobody has waited for
 * @param group its process group
 * @param session its session
 * @param startTime when it started, in clock ticks since boot; with the pid it names a process for ever
 * @param ticks the processor time of itself and of its children that it has waited for, in hundredths of a second
 */
record ProcessEntry(long pid, char state, long group, long session, long startTime, long ticks) {
    private static final Path PROC = Path.of("/proc");
    /** Fields of {@code stat}, counted from the one behind the closing bracket of the command's name. */
    private static final int STATE = 0;

    private static final int GROUP = 2;
    private static final int SESSION = 3;
    private static final int FIRST_TIME = 11;
    private static final int LAST_TIME = 14;
    private static final int START_TIME = 19;

    /** The process of this id; empty if there is none. */
    static Optional<ProcessEntry> of(long pid) {
        try {
            String stat = Files.readString(file(pid, "stat"), StandardCharsets.ISO_8859_1);
            // The name may itself hold brackets and spaces.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", START_TIME + 2);
            return Optional.of(new ProcessEntry(
                    pid,
                    fields[STATE].charAt(0),
                    Long.parseLong(fields[GROUP]),
                    Long.parseLong(fields[SESSION]),
                    Long.parseLong(fields[START_TIME]),
                    Arrays.stream(fields, FIRST_TIME, LAST_TIME + 1)
                            .mapToLong(Long::parseLong)
                            .sum()));
        } catch (IOException endedMeanwhile) {
            return Optional.empty();
        }
    }

    /** All processes that have not ended. */
    static List<ProcessEntry> alive() throws IOException {
        List<ProcessEntry> found = new ArrayList<>();
        try (Stream<Path> directories = Files.list(PROC)) {
            directories
                    .map(directory -> directory.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .forEach(name -> of(Long.parseLong(name))
                            .filter(ProcessEntry::running)
                            .ifPresent(found::add));
        }
        return found;
    }

    /** Whether it has not ended. */
    boolean running() {
        return state != 'Z' && state != 'X';
    }

    /** The value of a variable that it was started with; empty too if the process belongs to another user. */
    Optional<String> variable(String name) {
        try {
            String environment = Files.readString(file(pid, "environ"), StandardCharsets.ISO_8859_1);
            String prefix = name + "=";
            return Arrays.stream(environment.split("\0"))
                    .filter(variable -> variable.startsWith(prefix))
                    .map(variable -> variable.substring(prefix.length()))
                    .findFirst();
        } catch (IOException endedOrForbidden) {
            return Optional.empty();
        }
    }

    /** The memory that it holds, pages that it shares with others included; 0 if it has ended. */
    long residentBytes() {
        try (Stream<String> lines = Files.lines(file(pid, "status"), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .sum();
        } catch (IOException | UncheckedIOException endedMeanwhile) {
            return 0;
        }
    }

    /** Kills this very process: never another one that has got its id since. */
    void kill() {
        // The handle remembers the start time; what it was made of is compared before it is used.
        ProcessHandle.of(pid)
                .filter(handle -> of(pid).map(ProcessEntry::startTime).equals(Optional.of(startTime)))
                .filter(handle -> handle.pid() != ProcessHandle.current().pid())
                .ifPresent(ProcessHandle::destroyForcibly);
    }

    private static Path file(long pid, String name) {
        return PROC.resolve(Long.toString(pid)).resolve(name);
    }
}

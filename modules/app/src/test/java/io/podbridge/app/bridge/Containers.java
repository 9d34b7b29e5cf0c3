package io.podbridge.app.bridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The processes of pods, as {@code /proc} shows them: found by a variable that only the pods of one test have. */
final class Containers {
    /** The variable by which a test's processes are found. */
    static final String TEST = "BRIDGE_TEST";

    /** The variable that holds the pod's UID, from the downward API. */
    static final String UID = "BRIDGE_POD_UID";

    private static final Path PROC = Path.of("/proc");
    private static final int SESSION = 3;

    private final String test;

    /** Those of the pods in which {@link #TEST} has this value. */
    Containers(String test) {
        this.test = test;
    }

    /**
     * A session of processes: one start of one container.
     *
     * @param uid the pod's
     * @param id the session's
     */
    record Session(String uid, long id) {}

    private record Entry(long pid, long session) {}

    /** What runs, by pod: one session each, if all is well. A pod of which nothing runs is missing. */
    Map<String, Set<Session>> running() {
        return entries().stream()
                .flatMap(entry -> session(entry).stream())
                .collect(
                        Collectors.groupingBy(Session::uid, TreeMap::new, Collectors.toCollection(Containers::sorted)));
    }

    /** The one session of a pod, if there is one. */
    Optional<Session> of(String uid) {
        return running().getOrDefault(uid, Set.of()).stream().findFirst();
    }

    /** Whether any process is left in it. */
    boolean alive(Session session) {
        return entries().stream()
                .anyMatch(entry -> session(entry).filter(session::equals).isPresent());
    }

    /** The processes whose command line holds all of these words. */
    static List<Long> withCommand(String... words) {
        return entries().stream()
                .filter(entry -> Stream.of(words).allMatch(text(entry.pid(), "cmdline")::contains))
                .map(Entry::pid)
                .toList();
    }

    private static Set<Session> sorted() {
        return new TreeSet<>((one, two) -> Long.compare(one.id(), two.id()));
    }

    private Optional<Session> session(Entry entry) {
        List<String> variables = Arrays.asList(text(entry.pid(), "environ").split("\0"));
        String prefix = UID + "=";
        return variables.contains(TEST + "=" + test)
                ? variables.stream()
                        .filter(variable -> variable.startsWith(prefix))
                        .findFirst()
                        .map(variable -> new Session(variable.substring(prefix.length()), entry.session()))
                : Optional.empty();
    }

    private static List<Entry> entries() {
        try (Stream<Path> directories = Files.list(PROC)) {
            return directories
                    .map(directory -> directory.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .flatMap(name -> entry(Long.parseLong(name)).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a process that has not ended; one that nobody has waited for has. */
    private static Optional<Entry> entry(long pid) {
        String stat = text(pid, "stat");
        if (stat.isEmpty()) {
            return Optional.empty();
        }
        // The name of the command may itself hold brackets and spaces.
        List<String> fields =
                Arrays.asList(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        String state = fields.getFirst();
        return state.equals("Z") || state.equals("X")
                ? Optional.empty()
                : Optional.of(new Entry(pid, Long.parseLong(fields.get(SESSION))));
    }

    /** Nothing, if it has ended meanwhile. */
    private static String text(long pid, String file) {
        try {
            return Files.readString(PROC.resolve(Long.toString(pid)).resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException ended) {
            return "";
        }
    }
}

package io.podbridge.testkit.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says which process a connection on this machine comes from, by Linux' {@code /proc}: all replicas of a test have the
 * same address, and a link between two of them is told from the others by this alone.
 */
public final class SocketOwners {
    private static final int LOCAL_ADDRESS = 1;
    private static final int INODE = 9;

    private SocketOwners() {}

    /**
     * The name of the process that has the socket bound to this port.
     *
     * @param pids processes by name
     */
    public static Optional<String> name(int port, Map<String, Long> pids) {
        return inode(port)
                .flatMap(inode -> pids.entrySet().stream()
                        .filter(process -> has(process.getValue(), "socket:[" + inode + "]"))
                        .map(Map.Entry::getKey)
                        .findFirst());
    }

    private static Optional<String> inode(int port) {
        String ending = ":%04X".formatted(port);
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(SocketOwners::lines)
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > INODE && columns[LOCAL_ADDRESS].endsWith(ending))
                .map(columns -> columns[INODE])
                .filter(inode -> !inode.equals("0"))
                .findFirst();
    }

    private static Stream<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file)).stream();
        } catch (IOException notThisSystem) {
            return Stream.empty();
        }
    }

    private static boolean has(long pid, String socket) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return descriptors.anyMatch(descriptor -> leadsTo(descriptor, socket));
        } catch (IOException gone) {
            return false;
        }
    }

    private static boolean leadsTo(Path descriptor, String socket) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(socket);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}

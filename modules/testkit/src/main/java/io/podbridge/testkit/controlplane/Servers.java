package io.podbridge.testkit.controlplane;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The servers of a control plane, in the order in which they were started. Not thread-safe. */
final class Servers {
    private final List<Server> started = new ArrayList<>();

    void add(Server server) {
        started.add(server);
    }

    Server named(String name) {
        return started.stream()
                .filter(server -> server.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The processes that run now, by name of the program. */
    Map<String, Long> pids() {
        return started.stream()
                .filter(Server::isAlive)
                .collect(Collectors.toMap(Server::name, Server::pid, (a, b) -> a, TreeMap::new));
    }

    /** The last {@code lines} that each server printed, with headings. */
    String logTails(int lines) {
        return started.stream()
                .map(server -> "--- " + server.name() + "\n" + server.logTail(lines))
                .collect(Collectors.joining("\n"));
    }

    /** Stops all, the first one last. */
    void stop() {
        started.reversed().forEach(Server::stop);
    }
}

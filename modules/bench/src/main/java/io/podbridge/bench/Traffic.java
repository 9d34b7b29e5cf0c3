package io.podbridge.bench;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Bytes sent on the TCP connections between replicas of this machine so far, as the kernel counts them ({@code ss}):
 * payload, TLS included, headers of TCP and IP not.
 *
 * @param sent by connection and direction
 */
record Traffic(Map<Way, Long> sent) {

    private static final Pattern SOCKET =
            Pattern.compile("\\S+\\s+\\d+\\s+\\d+\\s+\\S+:(\\d+)\\s+\\S+:(\\d+)\\s+.*pid=(\\d+).*");
    private static final Pattern SENT = Pattern.compile("bytes_sent:(\\d+)");

    /** One direction of a connection, by its ports. */
    private record Way(int from, int to) {
        Way back() {
            return new Way(to, from);
        }
    }

    /** Of these processes now. */
    static Traffic between(Collection<Long> pids) {
        return read(Programs.output("ss", "-tinpOH"), pids);
    }

    /** Reads lines of {@code ss -tinpOH}; a connection counts if both its ends belong to these processes. */
    static Traffic read(List<String> lines, Collection<Long> pids) {
        var wanted = Set.copyOf(pids);
        Map<Way, Long> all = new HashMap<>();
        for (String line : lines) {
            var socket = SOCKET.matcher(line);
            if (socket.matches() && wanted.contains(Long.parseLong(socket.group(3)))) {
                all.put(
                        new Way(Integer.parseInt(socket.group(1)), Integer.parseInt(socket.group(2))),
                        sentOf(line).orElse(0L));
            }
        }
        Map<Way, Long> sent = new HashMap<>(all);
        sent.keySet().removeIf(way -> !all.containsKey(way.back()));
        return new Traffic(sent);
    }

    /** How many bytes were sent since then; on connections that have ended meanwhile it is not known. */
    long since(Traffic before) {
        return sent.entrySet().stream()
                .mapToLong(entry -> entry.getValue() - before.sent.getOrDefault(entry.getKey(), 0L))
                .sum();
    }

    private static Optional<Long> sentOf(String line) {
        var found = SENT.matcher(line);
        return found.find() ? Optional.of(Long.parseLong(found.group(1))) : Optional.empty();
    }
}

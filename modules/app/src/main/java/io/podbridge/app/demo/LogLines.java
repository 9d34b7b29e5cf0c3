package io.podbridge.app.demo;

import io.podbridge.app.demo.DemoEvent.NodeServed;
import io.podbridge.app.demo.DemoEvent.ProvenDead;
import io.podbridge.app.demo.DemoEvent.Stops;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What a replica's log says that only it knows. The lines are those of docs/operations.md, "Reading the log". */
final class LogLines {
    private static final Pattern SERVED = Pattern.compile("Node \\S+ is served from this replica");
    private static final Pattern PROVEN_DEAD = Pattern.compile("Replica (\\S+) is proven dead and will be removed");
    private static final Pattern STOPS = Pattern.compile("This replica stops: (.+)");

    private LogLines() {}

    /**
     * The event in a line, if there is one.
     *
     * @param replica whose log it is
     * @param replicaAt which replica has an address
     */
    static Optional<DemoEvent> read(int replica, String line, Function<String, Optional<Integer>> replicaAt) {
        if (SERVED.matcher(line).find()) {
            return Optional.of(new NodeServed(replica));
        }
        var dead = PROVEN_DEAD.matcher(line);
        if (dead.find()) {
            return Optional.of(new ProvenDead(replica, replicaAt.apply(dead.group(1))));
        }
        var stops = STOPS.matcher(line);
        return stops.find() ? Optional.of(new Stops(replica, stops.group(1))) : Optional.empty();
    }
}

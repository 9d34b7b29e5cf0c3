package io.podbridge.app.demo;

import io.podbridge.app.demo.DemoEvent.Ended;
import io.podbridge.app.demo.DemoEvent.NodeChanged;
import io.podbridge.app.demo.DemoEvent.NodeServed;
import io.podbridge.app.demo.DemoEvent.PodChanged;
import io.podbridge.app.demo.DemoEvent.PodGone;
import io.podbridge.app.demo.DemoEvent.ProvenDead;
import io.podbridge.app.demo.DemoEvent.Started;
import io.podbridge.app.demo.DemoEvent.Stops;
import java.time.Duration;
import java.util.Optional;

/** One line for each event: who, then what. */
final class DemoLines {
    private DemoLines() {}

    static String of(DemoEvent event) {
        return switch (event) {
            case Started(int replica, long pid, boolean again) ->
                replica(replica) + (again ? "started again, pid " : "started, pid ") + pid;
            case Ended(int replica, long pid, Ending how, Optional<Duration> again) ->
                replica(replica) + how.text() + ", pid " + pid + "; " + whatNext(how, again);
            case NodeServed(int replica) -> replica(replica) + "looks after the node now";
            case ProvenDead(int replica, Optional<Integer> dead) ->
                replica(replica) + "knows that "
                        + dead.map(it -> "replica " + it).orElse("another one") + " is dead: its pods move";
            case Stops(int replica, String reason) -> replica(replica) + "stops: " + reason;
            case PodChanged(String pod, String state) -> "pod " + pod + ": " + state;
            case PodGone(String pod) -> "pod " + pod + ": gone";
            case NodeChanged(String node, String state) -> "node " + node + ": " + state;
        };
    }

    private static String replica(int replica) {
        return "replica " + replica + ": ";
    }

    private static String whatNext(Ending how, Optional<Duration> again) {
        return again.map(delay -> "started again in " + delay.toSeconds() + " s")
                .orElse(how.restartMends() ? "stays dead" : "stays dead, a restart would not help; see its log");
    }
}

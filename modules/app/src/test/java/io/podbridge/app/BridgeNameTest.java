package io.podbridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.bridge.FoundingLease;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a replica is called; a table. Its seeds are h1:1 and h2:2. */
class BridgeNameTest {
    private static final BridgeName.NodeWords NOTHING = new BridgeName.NodeWords(Optional.empty(), Optional.empty());

    /** Only a bridge that has taken over writes one. */
    private static Optional<String> key(String nodeBridge) {
        return Optional.ofNullable(nodeBridge).filter("fresh"::equals).map(name -> "key");
    }

    @ParameterizedTest(name = "Lease {0} (key {1}) of {2}, Node {3}, setting {4}, take-over {5}: {6}, key {7}")
    @CsvSource(nullValues = "-", textBlock = """
        # Lease,  key,   seeds, Node,    setting, take-over, name,    key
        -,        -,     -,     -,       -,       -,         fresh,   fresh
        -,        -,     -,     derived, -,       -,         derived, derived
        -,        -,     -,     red,     -,       -,         fresh,   fresh
        -,        -,     -,     derived, mine,    -,         mine,    mine
        blue,     -,     h1:1,  -,       -,       -,         blue,    blue
        blue,     -,     h1:1,  derived, -,       -,         blue,    blue
        blue,     green, h2:2,  blue,    -,       -,         blue,    green
        blue,     -,     h9:9,  blue,    -,       -,         -,       -
        blue,     -,     '',    blue,    -,       -,         -,       -
        blue,     -,     h9:9,  blue,    blue,    -,         blue,    blue
        blue,     green, h9:9,  blue,    blue,    -,         blue,    green
        blue,     green, h1:1,  blue,    mine,    -,         mine,    mine
        blue,     -,     h9:9,  blue,    -,       blue,      fresh,   blue
        blue,     green, h9:9,  blue,    -,       blue,      fresh,   green
        blue,     green, h9:9,  fresh,   -,       blue,      fresh,   key
        -,        -,     -,     blue,    -,       blue,      fresh,   blue
        -,        -,     -,     fresh,   -,       blue,      fresh,   key
        fresh,    green, h1:1,  blue,    -,       blue,      fresh,   green
        fresh,    -,     h1:1,  blue,    -,       blue,      fresh,   blue
        fresh,    green, h1:1,  fresh,   -,       blue,      fresh,   green
        blue,     -,     h9:9,  blue,    -,       red,       -,       -
        blue,     -,     h1:1,  blue,    -,       blue,      blue,    blue
        """)
    void comesFromWhatIsWritten(
            String stored,
            String key,
            String places,
            String nodeBridge,
            String setting,
            String takeOver,
            String name,
            String platformKey) {
        var lease = Optional.ofNullable(stored)
                .map(bridge ->
                        new FoundingLease(Optional.of(bridge), Optional.ofNullable(key), Set.of(places), "", "1"));
        var terms = new BridgeName.Terms(
                Optional.ofNullable(setting),
                "derived",
                "fresh",
                Set.of("h1:1", "h2:2"),
                Optional.ofNullable(takeOver));
        var found =
                BridgeName.of(lease, new BridgeName.NodeWords(Optional.ofNullable(nodeBridge), key(nodeBridge)), terms);
        if (name == null) {
            assertThat(found).isInstanceOf(BridgeName.Stranger.class);
        } else {
            assertThat(found).isEqualTo(new BridgeName.Known(name, platformKey));
        }
    }

    @Test
    void aStrangerIsToldWhatToDo() {
        var lease = new FoundingLease(Optional.of("blue"), Optional.empty(), Set.of("h9:9"), "", "1");
        var terms = new BridgeName.Terms(Optional.empty(), "derived", "fresh", Set.of("h1:1"), Optional.empty());
        assertThat(BridgeName.of(Optional.of(lease), NOTHING, terms))
                .isInstanceOfSatisfying(
                        BridgeName.Stranger.class,
                        stranger -> assertThat(stranger.why())
                                .contains(
                                        "blue",
                                        "h9:9",
                                        "h1:1",
                                        "podbridge.cluster.identity",
                                        "podbridge.node.take-over"));
    }
}

package io.podbridge.core.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may found the cluster; a table. This replica is h1:1 in its second life, of the bridge blue. */
class FoundingTurnTest {
    private static final Set<String> PLACES = Set.of("h1:1", "h2:2", "h3:3");

    @ParameterizedTest(name = "Lease of {0} held by {1}, unchanged {2}, a cluster may live {3}, seed {4}: {5}")
    @CsvSource(nullValues = "-", textBlock = """
        # bridge, holder,  unchanged, lives, seed,  turn
        -,        -,       false,     false, true,  CREATE
        -,        -,       false,     true,  true,  FOLLOW
        -,        -,       false,     false, false, FOLLOW
        blue,     '',      false,     false, true,  TAKE
        blue,     '',      false,     true,  true,  FOLLOW
        blue,     '',      false,     false, false, FOLLOW
        blue,     h1:1#2,  false,     false, true,  HOLD
        blue,     h1:1#1,  false,     false, true,  TAKE
        blue,     h2:2#9,  false,     false, true,  FOLLOW
        blue,     h2:2#9,  true,      false, true,  TAKE
        blue,     h2:2#9,  true,      true,  true,  FOLLOW
        green,    h2:2#9,  false,     false, true,  FOLLOW
        red,      '',      true,      false, true,  REFUSE
        red,      h1:1#1,  true,      false, true,  REFUSE
        """)
    void isDecidedByTheLease(
            String bridge, String holder, boolean unchanged, boolean lives, boolean seed, FoundingTurn expected) {
        var lease = Optional.ofNullable(bridge)
                .map(name -> new FoundingLease(Optional.of(name), Optional.empty(), PLACES, holder, "7"));
        var terms = new FoundingTerms("ns", "n1", "blue", "blue", PLACES, "h1:1#2", seed, Optional.of("green"));
        assertThat(FoundingTurn.of(lease, terms, unchanged, lives)).isEqualTo(expected);
    }
}

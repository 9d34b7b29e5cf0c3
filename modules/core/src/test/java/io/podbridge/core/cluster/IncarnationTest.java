package io.podbridge.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.UniqueAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncarnationTest {

    /** By the text of the whole address all of these come the other way round. */
    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 25520, 10.0.0.12, 25520",
        "replica-1, 25520, replica-10, 25520",
        "podbridge, 25520, podbridge-2, 25520",
        "127.0.0.1, 9000, 127.0.0.1, 10000"
    })
    void theOrderIsPekkos(String firstHost, int firstPort, String otherHost, int otherPort) {
        UniqueAddress first = life(firstHost, firstPort, 7);
        UniqueAddress other = life(otherHost, otherPort, 3);
        assertThat(Member.addressOrdering().compare(first.address(), other.address()))
                .isNegative();
        assertThat(Incarnation.of(first)).isLessThan(Incarnation.of(other));
        assertThat(new TreeSet<>(Set.of(Incarnation.of(other), Incarnation.of(first))))
                .first()
                .isEqualTo(Incarnation.of(first));
    }

    @Property
    void anyTwoCompareAsPekkosDo(@ForAll("lives") UniqueAddress one, @ForAll("lives") UniqueAddress other) {
        assertThat(Integer.signum(Incarnation.of(one).compareTo(Incarnation.of(other))))
                .isEqualTo(Integer.signum(one.compare(other)));
    }

    @Provide
    Arbitrary<UniqueAddress> lives() {
        return Combinators.combine(
                        Arbitraries.of(
                                List.of("10.0.0.1", "10.0.0.12", "10.0.0.2", "a", "a-1", "a-10", "a.b", "[fd00::1]")),
                        Arbitraries.of(1, 80, 9_000, 10_000, 25_520),
                        Arbitraries.of(Long.MIN_VALUE, -1L, 0L, 1L, Long.MAX_VALUE))
                .as(IncarnationTest::life);
    }

    private static UniqueAddress life(String host, int port, long uid) {
        return UniqueAddress.apply(new Address("pekko", "podbridge", host, port), uid);
    }
}

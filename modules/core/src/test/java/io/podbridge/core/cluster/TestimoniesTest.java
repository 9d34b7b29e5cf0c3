package io.podbridge.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.cluster.LivenessMessage.Testimony;
import io.podbridge.core.cluster.LivenessProbe.Finding;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestimoniesTest {
    private static final Incarnation SELF = life("a");
    private static final Incarnation WITNESS = life("b");
    private static final Incarnation DEAD = life("c");

    private final Testimonies testimonies = new Testimonies(SELF);
    private final Testimonies theirs = new Testimonies(WITNESS);
    private long now;

    @Test
    void aTestimonyCountsWhileItIsRepeated() {
        theirs.found(DEAD, Finding.DEAD);
        for (int round = 0; round < 10; round++) {
            exchange();
            now += 500;
            assertThat(dead()).containsExactly(DEAD);
        }
        now += 3_000;
        assertThat(dead()).isEmpty();
    }

    /** While the network was cut it waited in a queue; its witness may have found that one alive since. */
    @Test
    void aTestimonyThatWaitedInAQueueDoesNotCount() {
        exchange();
        theirs.found(DEAD, Finding.DEAD);
        Testimony queued = theirs.to(SELF);
        for (int tick = 0; tick < 8; tick++) {
            now += 500;
            testimonies.next(at());
        }
        testimonies.hear(queued, at());
        assertThat(dead()).isEmpty();
        exchange();
        assertThat(dead()).containsExactly(DEAD);
    }

    @Test
    void whoIsHeldDeadHasNoVoice() {
        theirs.found(DEAD, Finding.DEAD);
        exchange();
        testimonies.found(WITNESS, Finding.DEAD);
        assertThat(testimonies.valid(at())).doesNotContainKey(WITNESS);
        assertThat(testimonies.valid(at()).get(SELF).dead()).containsExactly(WITNESS);
        testimonies.found(WITNESS, Finding.ALIVE);
        assertThat(dead()).containsExactly(DEAD);
    }

    @Test
    void whoWasFoundAliveAgainIsNotTestifiedAgainst() {
        theirs.found(DEAD, Finding.DEAD);
        exchange();
        theirs.found(DEAD, Finding.ALIVE);
        exchange();
        assertThat(dead()).isEmpty();
    }

    /** During a rolling update: it counts from when it came. */
    @Test
    void aTestimonyWithoutANumberCountsForAWhile() {
        testimonies.hear(
                new Testimony(WITNESS, Set.of(DEAD), Optional.empty(), Optional.empty(), Optional.empty()), at());
        now += 2_900;
        assertThat(dead()).containsExactly(DEAD);
        now += 200;
        assertThat(dead()).isEmpty();
    }

    @Test
    void ofOneThatIsGoneNothingIsKept() {
        theirs.found(DEAD, Finding.DEAD);
        exchange();
        testimonies.found(WITNESS, Finding.DEAD);
        testimonies.forget(WITNESS);
        assertThat(testimonies.own()).isEmpty();
        assertThat(testimonies.valid(at())).doesNotContainKey(WITNESS);
    }

    @Test
    void aRefusalIsTestifiedUntilSomethingElseIsFound() {
        theirs.found(DEAD, Finding.REFUSED);
        exchange();
        assertThat(dead()).isEmpty();
        assertThat(testimonies.valid(at()).get(WITNESS).refusing()).containsExactly(DEAD);
        theirs.found(DEAD, Finding.UNKNOWN);
        exchange();
        assertThat(testimonies.valid(at())).containsEntry(WITNESS, Seen.NOTHING);
    }

    /** Each tells the other. */
    private void exchange() {
        testimonies.next(at());
        theirs.hear(testimonies.to(WITNESS), at());
        theirs.next(at());
        testimonies.hear(theirs.to(SELF), at());
    }

    private Set<Incarnation> dead() {
        return testimonies.valid(at()).getOrDefault(WITNESS, Seen.NOTHING).dead();
    }

    private Duration at() {
        return Duration.ofMillis(now);
    }

    private static Incarnation life(String host) {
        return new Incarnation("pekko://podbridge@" + host + ":1", 1);
    }
}

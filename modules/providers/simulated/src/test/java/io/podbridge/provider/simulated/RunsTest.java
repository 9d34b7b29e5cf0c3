package io.podbridge.provider.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.provider.simulated.Runs.Run;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RunsTest {
    private static final long START = 1_000;

    @Test
    void aContainerThatIsNotStartedAgainRunsOnce() {
        var runs = new Runs(START, 50, false, 10, 40);

        assertThat(runs.at(START)).isEqualTo(new Run(0, START, START + 50, Runs.NEVER, START));
        assertThat(runs.at(START + 1_000_000)).isEqualTo(runs.at(START));
    }

    @Test
    void aContainerWithoutAnEndRunsForEver() {
        assertThat(new Runs(START, 0, true, 10, 40).at(Long.MAX_VALUE - 1).end())
                .isEqualTo(Runs.NEVER);
    }

    /** At once, then after 10, 20, 40, 40. */
    @Test
    void theBackOffDoublesUpToTheLimit() {
        var runs = new Runs(0, 5, true, 10, 40);
        long[] starts = {0, 5, 20, 45, 90, 135, 180};
        for (int number = 0; number < starts.length; number++) {
            Run run = runs.at(starts[number]);
            assertThat(run.number()).isEqualTo(number);
            assertThat(run.start()).isEqualTo(starts[number]);
            assertThat(runs.at(run.next() - 1)).isEqualTo(run);
        }
    }

    @Test
    void aLongRunClearsTheBackOff() {
        var runs = new Runs(0, 80, true, 10, 40);

        assertThat(runs.at(80 * 1_000_000L + 3).number()).isEqualTo(1_000_000);
    }

    /** The long way round: from run to run. */
    @Property
    void theShortCutIsTheSameAsCounting(
            @ForAll @LongRange(min = 1, max = 60) long run,
            @ForAll @LongRange(min = 1, max = 20) long backOff,
            @ForAll @LongRange(min = 1, max = 50) long limit,
            @ForAll @IntRange(max = 5_000) int time) {
        var runs = new Runs(0, run, true, backOff, limit);
        int number = 0;
        long begin = 0;
        long next = run;
        long wait = backOff;
        while (next <= time) {
            number++;
            begin = next;
            next = begin + run + (run >= 2 * limit ? 0 : Math.min(wait, limit));
            wait = Math.min(2 * wait, limit);
        }

        assertThat(runs.at(time).number()).isEqualTo(number);
        assertThat(runs.at(time).start()).isEqualTo(begin);
        assertThat(runs.at(time).next()).isEqualTo(next);
        assertThat(runs.at(time).end()).isEqualTo(begin + run);
    }
}

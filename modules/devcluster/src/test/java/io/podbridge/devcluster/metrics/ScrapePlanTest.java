package io.podbridge.devcluster.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.devcluster.metrics.ScrapePlan.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScrapePlanTest {
    private static final Target A = new Target("a", "1");
    private static final Target B = new Target("b", "1");
    private static final Target C = new Target("c", "1");

    @Test
    void asksNotMoreThanSoManyAtOnceAndTheOthersThen() {
        var plan = new ScrapePlan(2);
        assertThat(plan.sync(Set.of(A, B, C))).isEmpty();
        var first = plan.begin();
        assertThat(first).hasSize(2);
        assertThat(plan.begin()).isEmpty();
        assertThat(plan.finished(first.getFirst())).isTrue();
        assertThat(plan.begin()).hasSize(1).doesNotContainAnyElementsOf(first);
    }

    @Test
    void asksAgainWhoIsDueWhileBeingAsked() {
        var plan = new ScrapePlan(2);
        plan.sync(Set.of(A));
        assertThat(plan.begin()).containsExactly(A);
        plan.due(A);
        assertThat(plan.begin()).isEmpty();
        plan.finished(A);
        assertThat(plan.begin()).containsExactly(A);
    }

    @Test
    void doesNotListenToThoseThatAreGone() {
        var plan = new ScrapePlan(2);
        plan.sync(Set.of(A, B));
        plan.begin();
        var again = new Target("a", "2");
        assertThat(plan.sync(Set.of(again, B))).containsExactly(A);
        assertThat(plan.finished(A)).isFalse();
        plan.due(A);
        assertThat(plan.begin()).containsExactly(again);
        assertThat(plan.finished(B)).isTrue();
    }

    @Property
    void asksEachThatIsDueOnce(@ForAll Random random, @ForAll @IntRange(min = 1, max = 4) int atOnce) {
        var plan = new ScrapePlan(atOnce);
        var running = new ArrayList<Target>();
        for (int step = 0; step < 60; step++) {
            plan.sync(some(random));
            some(random).forEach(plan::due);
            if (!running.isEmpty()) {
                plan.finished(running.remove(random.nextInt(running.size())));
            }
            running.addAll(plan.begin());
            assertThat(running).hasSizeLessThanOrEqualTo(atOnce).doesNotHaveDuplicates();
        }
        var all = some(new Random(1));
        plan.sync(all);
        all.forEach(plan::due);
        assertThat(drain(plan, running)).containsAll(all);
    }

    private static Set<Target> drain(ScrapePlan plan, List<Target> running) {
        var asked = new HashSet<Target>();
        do {
            running.forEach(plan::finished);
            running.clear();
            running.addAll(plan.begin());
            asked.addAll(running);
        } while (!running.isEmpty());
        return asked;
    }

    private static Set<Target> some(Random random) {
        return IntStream.range(0, 6)
                .filter(at -> random.nextBoolean())
                .mapToObj(at -> new Target("n" + at, Integer.toString(random.nextInt(2))))
                .collect(Collectors.toSet());
    }
}

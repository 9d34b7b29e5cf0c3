package io.podbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;

class FaultPlanTest {

    @Property(tries = 200)
    void everyKindComesEquallyOftenWithinOne(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 300) int faults,
            @ForAll @Size(min = 1, max = 15) @UniqueElements List<FaultKind> kinds) {
        var counts = planned(seed, faults, kinds).stream()
                .collect(Collectors.groupingBy(PlannedFault::kind, Collectors.counting()));

        assertThat(counts.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(faults);
        assertThat(kinds)
                .allSatisfy(kind -> assertThat(counts.getOrDefault(kind, 0L))
                        .isBetween((long) faults / kinds.size(), (long) faults / kinds.size() + 1));
    }

    @Property(tries = 50)
    void theSeedSaysIt(@ForAll long seed) {
        assertThat(FaultPlan.of(seed, 50, List.of(FaultKind.values())))
                .isEqualTo(FaultPlan.of(seed, 50, List.of(FaultKind.values())));
    }

    @Property(tries = 50)
    void numbersAreInOrderAndSomeFaultsOverlap(@ForAll long seed) {
        var plan = FaultPlan.of(seed, 100, List.of(FaultKind.values()));

        assertThat(plan.steps().stream().flatMap(step -> step.faults().stream()))
                .extracting(PlannedFault::number)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(plan.steps()).extracting(step -> step.faults().size()).contains(1, 2);
    }

    private static List<PlannedFault> planned(long seed, int faults, List<FaultKind> kinds) {
        return FaultPlan.of(seed, faults, kinds).steps().stream()
                .flatMap(step -> step.faults().stream())
                .toList();
    }
}

package io.podbridge.faults;

import io.podbridge.faults.PlannedFault.Aim;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** The faults of a run in their order: a function of the seed, the number and the kinds. */
record FaultPlan(List<Step> steps) {
    private static final List<Aim> AIMS = List.of(Aim.values());
    private static final double PAIRS = 0.45;
    private static final double HURRIED = 0.25;
    private static final int LONGEST_REST_MILLIS = 2_500;

    /**
     * A fault, or two that overlap.
     *
     * @param apart how long after the first the second begins, while the first lasts
     * @param whole whether all replicas are waited for before it
     * @param rest after its end
     */
    record Step(List<PlannedFault> faults, Duration apart, boolean whole, Duration rest) {}

    /** Every kind comes equally often, within one. */
    static FaultPlan of(long seed, int faults, List<FaultKind> kinds) {
        var random = new Random(seed);
        Deque<FaultKind> deck = new ArrayDeque<>();
        List<Step> steps = new ArrayList<>();
        int planned = 0;
        while (planned < faults) {
            int size = planned + 1 < faults && random.nextDouble() < PAIRS ? 2 : 1;
            List<PlannedFault> step = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                step.add(fault(++planned, draw(deck, kinds, random), random));
            }
            steps.add(new Step(
                    List.copyOf(step),
                    Duration.ofMillis(Math.round(step.getFirst().length().toMillis() * random.nextDouble())),
                    random.nextDouble() >= HURRIED,
                    Duration.ofMillis(random.nextInt(LONGEST_REST_MILLIS))));
        }
        return new FaultPlan(List.copyOf(steps));
    }

    private static FaultKind draw(Deque<FaultKind> deck, List<FaultKind> kinds, Random random) {
        if (deck.isEmpty()) {
            List<FaultKind> shuffled = new ArrayList<>(kinds);
            Collections.shuffle(shuffled, random);
            deck.addAll(shuffled);
        }
        return deck.removeFirst();
    }

    private static PlannedFault fault(int number, FaultKind kind, Random random) {
        Aim aim = AIMS.get(random.nextInt(AIMS.size()));
        return new PlannedFault(number, kind, aim, kind.length(random.nextDouble()), random.nextDouble());
    }
}

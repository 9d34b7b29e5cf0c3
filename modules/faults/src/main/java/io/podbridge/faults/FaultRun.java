package io.podbridge.faults;

import io.podbridge.faults.FaultPlan.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Carries a plan out, one step after the other, and keeps the replicas running meanwhile. */
final class FaultRun {
    private static final Duration WHOLE_WITHIN = Duration.ofSeconds(40);
    private static final Duration VICTIM_WITHIN = Duration.ofSeconds(15);
    private static final Duration SUPERVISED_EACH = Duration.ofMillis(200);

    private final Scene scene;
    private final Faults faults;
    private final long deadline;
    private int done;

    /** A run that ends after this time, whether or not the plan is through. */
    FaultRun(Scene scene, PodLoad load, Duration atMost) {
        this.scene = scene;
        this.faults = new Faults(scene, load);
        this.deadline = System.nanoTime() + atMost.toNanos();
    }

    /** Carries it out; the number of faults that there were, each of which is over. */
    int run(FaultPlan plan) {
        for (Step step : plan.steps()) {
            if (System.nanoTime() - deadline > 0) {
                scene.record().note("the time is over after " + done + " faults");
                break;
            }
            if (step.whole() && !scene.awaitWhole(WHOLE_WITHIN)) {
                scene.record().note("the replicas have not come together within " + WHOLE_WITHIN);
            }
            carryOut(step);
        }
        return done;
    }

    private record Due(long at, Runnable lift) {}

    private void carryOut(Step step) {
        List<Due> lasting = new ArrayList<>();
        try {
            for (PlannedFault fault : step.faults()) {
                if (!lasting.isEmpty()) {
                    supervise(step.apart());
                }
                lasting.addAll(begin(fault));
            }
            while (!lasting.isEmpty()) {
                supervise(SUPERVISED_EACH);
                lasting.removeIf(FaultRun::liftedIfDue);
            }
        } finally {
            lasting.forEach(due -> due.lift().run());
        }
        supervise(step.rest());
    }

    private List<Due> begin(PlannedFault fault) {
        for (long until = System.nanoTime() + VICTIM_WITHIN.toNanos(); System.nanoTime() - until < 0; ) {
            var begun = faults.begin(fault);
            if (begun.isPresent()) {
                tell(fault, begun.get().what());
                return List.of(new Due(
                        System.nanoTime() + fault.length().toNanos(),
                        begun.get().lift()));
            }
            supervise(SUPERVISED_EACH);
        }
        scene.record().note("fault " + fault.number() + " (" + fault.kind() + ") finds no replica to hit");
        return List.of();
    }

    private void tell(PlannedFault fault, String what) {
        done++;
        scene.record().fault(fault, what);
        System.out.printf(
                "%s %4d %-14s %6d ms  %s%n",
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                fault.number(),
                fault.kind(),
                fault.length().toMillis(),
                what);
    }

    private static boolean liftedIfDue(Due due) {
        boolean over = System.nanoTime() - due.at() >= 0;
        if (over) {
            due.lift().run();
        }
        return over;
    }

    private void supervise(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        do {
            scene.replicas().supervise();
            long left = until - System.nanoTime();
            Pause.of(Duration.ofNanos(Math.max(1, Math.min(left, SUPERVISED_EACH.toNanos()))));
        } while (System.nanoTime() - until < 0);
    }
}

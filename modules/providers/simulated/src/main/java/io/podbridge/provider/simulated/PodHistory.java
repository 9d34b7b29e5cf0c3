package io.podbridge.provider.simulated;

import io.podbridge.provider.simulated.LedgerAudit.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the lines of one pod add up to; its lines are given in their order. */
final class PodHistory {
    private final List<Instance> instances = new ArrayList<>();
    private Counts counts = Counts.NONE;

    void add(long offset, LedgerLine line) {
        long at = line.at().toEpochMilli();
        switch (line.op()) {
            case CREATED -> line.plans().ifPresent(plan -> created(line, offset, plan));
            case CREATE_REPEATED -> counts = counts.plus(new Counts(0, 1, 0, 0, 0));
            case DELETED -> counts = counts.plus(new Counts(0, 0, 1, 0, 0));
            case DELETE_REPEATED -> counts = counts.plus(new Counts(0, 0, 0, 1, 0));
            case UPDATED -> {}
        }
        if (line.ends() && !instances.isEmpty()) {
            instances.add(instances.removeLast().stopping(at, at + line.graceMillis()));
        }
    }

    private void created(LedgerLine line, long offset, PodPlan plan) {
        long at = line.at().toEpochMilli();
        boolean doubled = !instances.isEmpty()
                && (instances.getLast().goneAt() > at
                        || plan.restarts() <= instances.getLast().plan().restarts());
        counts = counts.plus(new Counts(1, 0, 0, 0, doubled ? 1 : 0));
        instances.add(new Instance(line.pod(), offset, at, plan, Optional.empty()));
    }

    Counts counts() {
        return counts;
    }

    /** How many instances are there at this time. */
    int existing(long time) {
        return (int)
                instances.stream().filter(instance -> instance.goneAt() > time).count();
    }

    /** Whether there is one that nobody has asked to end. */
    boolean kept() {
        return instances.stream().anyMatch(instance -> instance.stop().isEmpty());
    }
}

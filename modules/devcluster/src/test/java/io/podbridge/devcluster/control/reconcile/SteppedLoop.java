package io.podbridge.devcluster.control.reconcile;

import io.podbridge.devcluster.api.Api;
import io.podbridge.devcluster.resource.ObjectKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@link ReconcileLoop} does, without an actor: the test says when. */
public final class SteppedLoop {
    private final Controller controller;
    private final ActionRunner runner;
    private final Clock clock;
    private final Inbox inbox = new Inbox(() -> {});
    private final Map<ObjectKey, Observed> known = new HashMap<>();
    private final LinkedHashSet<ObjectKey> queue = new LinkedHashSet<>();
    private final Map<ObjectKey, Instant> due = new HashMap<>();
    private final List<String> failures = new ArrayList<>();

    public SteppedLoop(Api api, Clock clock, Controller controller) {
        this.controller = controller;
        this.clock = clock;
        this.runner = new ActionRunner(api, controller.name());
        controller.watches().forEach(type -> {
            var informer = new Informer(type, () -> {});
            informer.subscribe(inbox);
            informer.start(api);
            if (!informer.complete()) {
                throw new AssertionError(type + " has no initial events");
            }
        });
    }

    /** What was refused; it was tried again 1 s later. */
    public List<String> failures() {
        return failures;
    }

    /** @return whether there was something to do */
    public boolean step() {
        look();
        due.entrySet().stream()
                .filter(each -> !each.getValue().isAfter(clock.instant()))
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(ObjectKey::name))
                .toList()
                .forEach(key -> {
                    due.remove(key);
                    queue.add(key);
                });
        if (queue.isEmpty()) {
            return false;
        }
        decide(queue.removeFirst());
        return true;
    }

    public Optional<Instant> nextDue() {
        return due.values().stream().min(Comparator.naturalOrder());
    }

    private void decide(ObjectKey key) {
        var decision = controller.decide(key, clock.instant());
        due.remove(key);
        decision.next().ifPresent(after -> due.put(key, clock.instant().plus(after)));
        runner.run(decision.actions(), clock.instant()).ifPresent(failure -> {
            failures.add(controller.name() + " " + key.name() + ": " + failure.getMessage());
            due.put(key, clock.instant().plus(Duration.ofSeconds(1)));
        });
    }

    private void look() {
        inbox.take().forEach((key, held) -> {
            var now = held.map(Held::observed);
            var before = Optional.ofNullable(now.isPresent() ? known.put(key, now.get()) : known.remove(key));
            queue.addAll(controller.observe(new Change(key, before, now), clock.instant()));
        });
    }
}

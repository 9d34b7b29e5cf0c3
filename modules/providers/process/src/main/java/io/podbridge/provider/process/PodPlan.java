package io.podbridge.provider.process;

import io.podbridge.core.pod.ContainerState.Terminated;
import io.podbridge.core.pod.PodReport;
import io.podbridge.provider.process.ContainerRun.Kind;
import io.podbridge.provider.process.ContainerRun.Sent;
import io.podbridge.provider.process.ContainerRun.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Decides what comes next in a pod, as the kubelet does: init containers one after the other, restarts with back-off,
 * sidecars ended last and in reverse. Pure: no clock, no process.
 */
final class PodPlan {
    private static final String LOST = PodReport.REPLICA_LOST;
    private static final String LOST_MESSAGE = "The replica was paused for so long that the others may have started the"
            + " pod elsewhere; its processes were killed.";

    private final BackOff.Settings backOff;

    PodPlan(BackOff.Settings backOff) {
        this.backOff = backOff;
    }

    /** What is to be done. */
    sealed interface Order {
        /** Start the container. Answer: started, ended or neverStarted. */
        record Start(String container) implements Order {}

        /** Ask the container to stop, or kill it, or do not start it after all. */
        record Send(String container, Sent signal) implements Order {}
    }

    /** A decision: what the pod is like then, and the orders, in order. */
    record Step(PodRun next, List<Order> orders) {}

    /** Nothing has happened but the passing of time; also the beginning. */
    Step look(PodRun run, Instant now) {
        return decide(run, now);
    }

    /** The container runs; {@code at} is the time to show. */
    Step started(PodRun run, String name, String id, Instant at, Instant now) {
        return decide(run.change(name, each -> each.started(id, new Stage.Running(at, now, sent(each)))), now);
    }

    /** The start was given up, nothing has run. */
    Step neverStarted(PodRun run, String name, Instant now) {
        return decide(
                run.change(
                        name,
                        each -> each.with(
                                each.last().<Stage>map(Stage.Ended::new).orElseGet(Stage.Waiting::new))),
                now);
    }

    /** The container has ended, or could not be started. */
    Step ended(PodRun run, String name, Terminated how, Instant now) {
        return decide(run.change(name, each -> ended(run, each, how, now)), now);
    }

    /** The pod is to end within the grace. */
    Step stop(PodRun run, Instant deadline, Instant now) {
        return decide(run.stoppingBy(deadline), now);
    }

    /** The pod is not this replica's any more: it is to end at once. */
    Step lose(PodRun run, Instant now) {
        return decide(run.losing().stoppingBy(now), now);
    }

    private ContainerRun ended(PodRun run, ContainerRun container, Terminated how, Instant now) {
        ContainerRun counted = container.stage() instanceof Stage.Starting ? container.countStart() : container;
        if (run.stopBy().isPresent() || !container.startsAgain(how.exitCode(), run.policy())) {
            return counted.with(new Stage.Ended(run.lost() ? lost(how) : how));
        }
        Duration ran = container.stage() instanceof Stage.Running running
                ? Duration.between(running.since(), now)
                : Duration.ZERO;
        Duration delay = container.backOff().delay(ran, backOff);
        return counted.backingOff(
                how,
                new Stage.BackingOff(now.plus(delay), delay),
                container.backOff().after(ran, backOff));
    }

    private static Terminated lost(Terminated how) {
        return new Terminated(137, Optional.of(9), LOST, LOST_MESSAGE, how.startedAt(), how.finishedAt());
    }

    private static Step decide(PodRun run, Instant now) {
        PodRun current = run.stopBy().isEmpty() && run.over() ? run.stoppingBy(now.plus(run.grace())) : run;
        List<Order> orders = new ArrayList<>();
        PodRun next = current.stopBy().isPresent() ? windDown(current, now, orders) : goOn(current, now, orders);
        return new Step(next, List.copyOf(orders));
    }

    private static PodRun goOn(PodRun run, Instant now, List<Order> orders) {
        boolean open = true;
        List<ContainerRun> init = new ArrayList<>();
        for (ContainerRun container : run.init()) {
            init.add(open ? startIfDue(container, now, orders) : container);
            open = open && container.passed();
        }
        boolean initialised = open;
        List<ContainerRun> main = run.main().stream()
                .map(container -> initialised ? startIfDue(container, now, orders) : container)
                .toList();
        return run.with(List.copyOf(init), main);
    }

    private static ContainerRun startIfDue(ContainerRun container, Instant now, List<Order> orders) {
        boolean due = switch (container.stage()) {
            case Stage.Waiting() -> true;
            case Stage.BackingOff(var until, var delay) -> !now.isBefore(until);
            case Stage.Starting starting -> false;
            case Stage.Running running -> false;
            case Stage.Ended ended -> false;
        };
        if (!due) {
            return container;
        }
        orders.add(new Order.Start(container.name()));
        return container.with(new Stage.Starting(Sent.NOTHING));
    }

    /** Sidecars come last, in reverse order, so that what they serve can end in peace; nobody outstays the deadline. */
    private static PodRun windDown(PodRun run, Instant now, List<Order> orders) {
        boolean expired = !now.isBefore(run.stopBy().orElse(now));
        List<ContainerRun> main =
                run.main().stream().map(each -> end(each, expired, orders)).toList();
        boolean othersDown = main.stream().noneMatch(ContainerRun::live)
                && run.init().stream().noneMatch(each -> each.kind() == Kind.INIT && each.live());
        List<ContainerRun> init = new ArrayList<>();
        for (ContainerRun container : run.init().reversed()) {
            boolean turn = container.kind() != Kind.SIDECAR || othersDown || expired || !container.live();
            init.add(turn ? end(container, expired, orders) : container);
            othersDown = othersDown && !container.live();
        }
        Collections.reverse(init);
        return run.with(List.copyOf(init), main);
    }

    private static ContainerRun end(ContainerRun container, boolean expired, List<Order> orders) {
        Sent wanted = expired ? Sent.KILL : Sent.TERM;
        return switch (container.stage()) {
            case Stage.BackingOff waiting ->
                container
                        .last()
                        .map(how -> container.with(new Stage.Ended(how)))
                        .orElse(container);
            case Stage.Starting(var sent)
            when sent.compareTo(wanted) < 0 -> send(container, new Stage.Starting(wanted), wanted, orders);
            case Stage.Running(var at, var since, var sent)
            when sent.compareTo(wanted) < 0 -> send(container, new Stage.Running(at, since, wanted), wanted, orders);
            case Stage.Starting starting -> container;
            case Stage.Running running -> container;
            case Stage.Waiting waiting -> container;
            case Stage.Ended ended -> container;
        };
    }

    private static ContainerRun send(ContainerRun container, Stage next, Sent signal, List<Order> orders) {
        orders.add(new Order.Send(container.name(), signal));
        return container.with(next);
    }

    private static Sent sent(ContainerRun container) {
        return container.stage() instanceof Stage.Starting(var sent) ? sent : Sent.NOTHING;
    }
}

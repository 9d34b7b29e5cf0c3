package io.podbridge.core.pod;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The life of a pod: what follows from an event.
 *
 * <p>Three things happen to each event, in this order: what is old or an echo of our own write is dropped; the
 * {@link Stage} decides; and if the status that the stage desires is not the one the API server holds, it is written,
 * one write at a time ({@link Publication}).
 */
public final class Lifecycle {
    private final LifecycleContext context;
    private final PodEvent event;
    private final List<Effect> effects = new ArrayList<>();
    private Stage stage;
    private Publication publication;

    private Lifecycle(PodState state, PodEvent event, LifecycleContext context) {
        this.stage = state.stage();
        this.publication = state.publication();
        this.event = event;
        this.context = context;
    }

    /** What follows from the event: the state to be in, and the effects, in order. Pure and total. */
    public static Transition next(PodState state, PodEvent event, LifecycleContext context) {
        var turn = new Lifecycle(state, event, context);
        turn.happen();
        turn.publish();
        turn.setTimers(state.stage());
        var identity = state.identity().or(() -> identity(event));
        return new Transition(new PodState(identity, turn.stage, turn.publication), List.copyOf(turn.effects));
    }

    private void happen() {
        switch (event) {
            case PodEvent.Observed(var pod) -> observed(pod);
            case PodEvent.StatusWritten(var version) -> written(version);
            case PodEvent.StatusRefused refused -> refused(refused);
            case PodEvent.Due(var timer) when timer == Timer.PUBLISH -> apply(publication.due());
            case PodEvent.Due(var timer) when timer == Timer.DEADLINE && early() -> waitForDeadline();
            case PodEvent.ReadFailed failed -> {
                apply(publication.readFailed(context));
                apply(stage.on(failed, context));
            }
            case PodEvent other -> apply(stage.on(other, context));
        }
    }

    private void observed(Pod pod) {
        var known = stage.known();
        if (known.isEmpty()) {
            apply(stage.on(event, context));
            return;
        }
        if (ResourceVersion.older(pod.resourceVersion(), known.get().resourceVersion())) {
            return;
        }
        boolean again = pod.resourceVersion().equals(known.get().resourceVersion());
        if (again) {
            publication = publication.seenAgain();
        } else {
            apply(publication.observed(known.get().status(), pod.status(), context));
        }
        if (!again || stage.asksApiServer()) {
            apply(stage.on(event, context));
        }
    }

    private void written(String version) {
        var write = publication.inFlight();
        publication = publication.accepted();
        var known = stage.known();
        if (write.isEmpty()
                || known.isEmpty()
                || ResourceVersion.older(version, known.get().resourceVersion())) {
            return;
        }
        stage = stage.with(known.get().written(version, write.get().status()));
    }

    private void refused(PodEvent.StatusRefused refused) {
        var write = publication.inFlight();
        var known = stage.known();
        if (write.isEmpty() || known.isEmpty()) {
            return;
        }
        if (refused.refusal() == PodEvent.Refusal.NOT_FOUND) {
            apply(stage.on(new PodEvent.Gone(known.get().id()), context));
        } else {
            apply(publication.rejected(write.get(), refused, known.get().resourceVersion(), context));
        }
    }

    private void publish() {
        var known = stage.known();
        if (known.isEmpty()) {
            abandon();
            return;
        }
        var desired = stage.desired(context);
        if (desired.isEmpty() || publication.inFlight().isPresent()) {
            return;
        }
        if (settled(known.get(), desired.get())) {
            apply(stage.published(context));
        } else if (publication.open(desired.get())) {
            write(known.get().resourceVersion(), desired.get());
        }
    }

    /** A terminal phase is the last word, whoever said it. */
    private boolean settled(Pod known, PodStatus desired) {
        return known.status().phase().terminal() || known.status().equals(desired) || publication.refuses(desired);
    }

    private void write(String version, PodStatus status) {
        if (publication.hold() != Publication.Hold.NONE) {
            effects.add(new Effect.Cancel(Timer.PUBLISH));
        }
        publication = publication.writing(version, status);
        effects.add(new Effect.WriteStatus(version, status));
    }

    /** There is no object to write to. */
    private void abandon() {
        if (publication.hold() != Publication.Hold.NONE) {
            effects.add(new Effect.Cancel(Timer.PUBLISH));
        }
        publication = Publication.idle();
    }

    /** Timers that every stage treats alike: they follow from the stages before and after. */
    private void setTimers(Stage before) {
        if (before.waiting() && !stage.waiting() && !due(Timer.RETRY) && !sets(Timer.RETRY)) {
            effects.add(new Effect.Cancel(Timer.RETRY));
        }
        if (!before.silent() && stage.silent()) {
            effects.add(new Effect.Wait(Timer.ANNOUNCE, context.settings().announceAfter()));
        }
        if (before.silent() && !stage.silent() && !due(Timer.ANNOUNCE)) {
            effects.add(new Effect.Cancel(Timer.ANNOUNCE));
        }
        if (!before.deadline().equals(stage.deadline())) {
            waitForDeadline();
        }
    }

    private void waitForDeadline() {
        effects.add(stage.deadline()
                .<Effect>map(at -> new Effect.Wait(Timer.DEADLINE, Deadline.left(at, context.now())))
                .orElseGet(() -> new Effect.Cancel(Timer.DEADLINE)));
    }

    /** A deadline may be further away than any timer goes. */
    private boolean early() {
        return stage.deadline().filter(at -> context.now().isBefore(at)).isPresent();
    }

    /** Whether the stage set the timer anew, which replaces it. */
    private boolean sets(Timer timer) {
        return effects.stream()
                .anyMatch(effect -> effect instanceof Effect.Wait(var which, var wait) && which == timer);
    }

    private boolean due(Timer timer) {
        return event instanceof PodEvent.Due(var which) && which == timer;
    }

    private void apply(Step step) {
        stage = step.next();
        effects.addAll(step.effects());
    }

    private void apply(Publication.Change change) {
        publication = change.next();
        effects.addAll(change.effects());
    }

    private static Optional<PodId> identity(PodEvent event) {
        return switch (event) {
            case PodEvent.Observed(var pod) -> Optional.of(pod.id());
            case PodEvent.Gone(var id) -> Optional.of(id);
            case PodEvent.Vanished(var id) -> Optional.of(id);
            case PodEvent.ReplicaLost(var id, var replica) -> Optional.of(id);
            case PodEvent.Reported(var report) -> Optional.of(report.id());
            case PodEvent other -> Optional.empty();
        };
    }
}

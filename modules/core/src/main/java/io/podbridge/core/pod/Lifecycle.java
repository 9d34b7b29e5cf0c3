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
    private Inquiry inquiry;

    private Lifecycle(PodState state, PodEvent event, LifecycleContext context) {
        this.stage = state.stage();
        this.publication = state.publication();
        this.inquiry = state.inquiry();
        this.event = event;
        this.context = context;
    }

    /** What follows from the event: the state to be in, and the effects, in order. Pure and total. */
    public static Transition next(PodState state, PodEvent event, LifecycleContext context) {
        var turn = new Lifecycle(state, event, context);
        turn.happen();
        turn.publish();
        turn.ask(state.inquiry());
        turn.setTimers(state.stage());
        var identity = state.identity().or(() -> identity(event));
        return new Transition(
                new PodState(identity, turn.stage, turn.publication, turn.inquiry), List.copyOf(turn.effects));
    }

    private void happen() {
        switch (event) {
            case PodEvent.Observed(var pod) -> observed(pod);
            case PodEvent.Hearsay old when !(stage instanceof Unknown) -> absent(Absence.UNLISTED);
            case PodEvent.Answered(var pod) -> answered(pod);
            case PodEvent.Doubted doubted -> absent(Absence.UNLISTED);
            case PodEvent.NotThere(var id) -> absent(Absence.READ);
            case PodEvent.Gone gone -> gone(gone);
            case PodEvent.StatusWritten(var version) -> written(version);
            case PodEvent.StatusRefused refused -> refused(refused);
            case PodEvent.Due(var timer) when timer == Timer.PUBLISH -> apply(publication.due());
            case PodEvent.Due(var timer) when timer == Timer.DOUBT && inquiry.timed() -> effects.add(new Effect.Read());
            case PodEvent.Due(var timer) when timer == Timer.DEADLINE && early() -> waitForDeadline();
            case PodEvent.ReadFailed failed -> {
                inquiry = inquiry.unanswered();
                apply(publication.readFailed(context));
                apply(stage.on(failed, context));
            }
            case PodEvent other -> apply(stage.on(other, context));
        }
    }

    /** What the feed shows may be old, and ends a doubt only if it is not. */
    private void observed(Pod pod) {
        if (!older(pod)) {
            inquiry = inquiry.reading() ? inquiry : Inquiry.none();
            seen(pod);
        }
    }

    /**
     * What the store answers counts, though it may be older than what is known: then its history went backwards (a
     * restored etcd). Unless something newer was seen while the read was under way: then the answer is the old one.
     */
    private void answered(Pod pod) {
        var known = stage.known().map(Pod::resourceVersion);
        boolean overtaken = older(pod) && !known.equals(Optional.of(inquiry.known()));
        inquiry = Inquiry.none();
        if (!overtaken) {
            seen(pod);
        }
    }

    private boolean older(Pod pod) {
        return stage.known()
                .filter(known -> ResourceVersion.older(pod.resourceVersion(), known.resourceVersion()))
                .isPresent();
    }

    private void seen(Pod pod) {
        var observed = new PodEvent.Observed(pod);
        var known = stage.known();
        if (known.isEmpty()) {
            apply(stage.on(observed, context));
            return;
        }
        boolean again = pod.resourceVersion().equals(known.get().resourceVersion());
        if (again) {
            publication = publication.seenAgain();
        } else {
            apply(publication.observed(known.get().status(), pod.status(), context));
        }
        if (!again || stage.asksApiServer()) {
            apply(stage.on(observed, context));
        }
    }

    private void absent(Absence absence) {
        if (!stage.mayBeAsked()) {
            apply(stage.on(event, context));
            return;
        }
        switch (Evidence.of(absence)) {
            case READ -> {
                inquiry = inquiry.doubt();
                if (!inquiry.confirming()) {
                    effects.add(new Effect.Read());
                }
            }
            case CONFIRM -> {
                inquiry = inquiry.confirm();
                effects.add(new Effect.Confirm());
            }
            case END -> throw new IllegalStateException(absence + " comes as an event of its own");
        }
    }

    private void gone(PodEvent.Gone gone) {
        if (inquiry.confirming()) {
            effects.add(Notes.objectGone());
        }
        inquiry = Inquiry.none();
        apply(stage.on(gone, context));
    }

    private void written(String version) {
        var write = publication.inFlight();
        publication = publication.accepted();
        var known = stage.known();
        if (write.isEmpty() || known.isEmpty()) {
            return;
        }
        var base = known.get().resourceVersion();
        if (write.get().base().equals(base)) {
            stage = stage.with(known.get().written(version, write.get().status()));
        } else if (ResourceVersion.older(base, version)) {
            // A newer version than the fence was seen, and the fence held all the same: the store was set back.
            effects.add(new Effect.Read());
        }
    }

    private void refused(PodEvent.StatusRefused refused) {
        var write = publication.inFlight();
        var known = stage.known();
        if (write.isEmpty() || known.isEmpty()) {
            return;
        }
        apply(publication.rejected(write.get(), refused, known.get().resourceVersion(), context));
        if (refused.refusal() == PodEvent.Refusal.NOT_FOUND) {
            absent(Absence.STATUS_WRITE);
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
        stage.known()
                .flatMap(known -> EphemeralContainers.untold(known.status(), status))
                .ifPresent(effects::add);
    }

    /** There is no object to write to. */
    private void abandon() {
        if (publication.hold() != Publication.Hold.NONE) {
            effects.add(new Effect.Cancel(Timer.PUBLISH));
        }
        publication = Publication.idle();
    }

    /** One read at a time: whoever wants another waits for the answer of the one that is under way. */
    private void ask(Inquiry before) {
        if (!stage.mayBeAsked()) {
            inquiry = Inquiry.none();
        }
        if (effects.removeIf(Effect.Read.class::isInstance) && !inquiry.reading() && stage.mayBeAsked()) {
            inquiry = inquiry.read(stage.known().map(Pod::resourceVersion).orElse(""));
            effects.add(new Effect.Read());
        }
        if (inquiry.timed() && inquiry.failures() != before.failures()) {
            var delay = BackOff.delay(inquiry.failures(), Optional.empty(), context);
            effects.add(new Effect.Wait(Timer.DOUBT, delay));
        }
        if (before.timed() && !inquiry.timed() && !due(Timer.DOUBT)) {
            effects.add(new Effect.Cancel(Timer.DOUBT));
        }
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
            case PodEvent.Hearsay(var pod) -> Optional.of(pod.id());
            case PodEvent.Gone(var id) -> Optional.of(id);
            case PodEvent.Vanished(var id) -> Optional.of(id);
            case PodEvent.ReplicaLost(var id, var replica) -> Optional.of(id);
            case PodEvent.Reported(var report) -> Optional.of(report.id());
            case PodEvent other -> Optional.empty();
        };
    }
}

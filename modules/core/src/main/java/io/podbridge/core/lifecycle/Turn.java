package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.protocol.Absence;
import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.Evidence;
import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.Notes;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.lifecycle.protocol.Timer;
import io.podbridge.core.lifecycle.publication.Inquiry;
import io.podbridge.core.lifecycle.publication.Publication;
import io.podbridge.core.lifecycle.status.EphemeralContainers;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodStatus;
import io.podbridge.core.pod.ResourceVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One event's turn.
 *
 * <p>Three things happen to each event, in this order: what is old or an echo of our own write is dropped; the
 * {@link Stage} decides; and if the status that the stage desires is not the one the API server holds, it is written,
 * one write at a time ({@link Publication}).
 */
final class Turn {
    private final PodState before;
    private final PodEvent event;
    private final LifecycleContext context;
    private final List<Effect> effects = new ArrayList<>();
    private PodState state;

    Turn(PodState before, PodEvent event, LifecycleContext context) {
        this.before = before;
        this.event = event;
        this.context = context;
        this.state = before;
    }

    Transition take() {
        happen();
        if (state.unknown()) {
            // Nothing began with the event.
            effects.add(new Effect.Passivate());
        }
        publish();
        ask();
        effects.addAll(new Timers(before, state, event, context).changes(effects));
        return new Transition(state.of(identity()), List.copyOf(effects));
    }

    private void happen() {
        switch (event) {
            case PodEvent.Observed(var pod) -> observed(pod);
            case PodEvent.Answered(var pod) -> answered(pod);
            case PodEvent.Hearsay old when state.unknown() -> apply(Confirming.orphan());
            case PodEvent.Hearsay old -> absent(Absence.UNLISTED);
            case PodEvent.Doubted doubted -> absent(Absence.UNLISTED);
            case PodEvent.NotThere(var id) -> absent(Absence.READ);
            case PodEvent.Gone gone -> gone(gone);
            case PodEvent.StatusWritten(var version) -> written(version);
            case PodEvent.StatusRefused refused -> refused(refused);
            case PodEvent.ReadFailed failed -> readFailed(failed);
            case PodEvent.Due(var timer) -> due(timer);
            case PodEvent.Reply reply -> decide(reply);
            case PodEvent.News news -> decide(news);
        }
    }

    private void decide(PodEvent.ForStage what) {
        apply(state.stage().on(what, state.known(), context));
    }

    private void due(Timer timer) {
        switch (timer) {
            case RETRY -> {
                if (state.waits()) {
                    decide(new PodEvent.Due(timer));
                }
            }
            case ANNOUNCE -> {
                if (state.stage() instanceof Stage.Announced) {
                    state = state.with(state.known().announced());
                }
            }
            case PUBLISH -> apply(state.publication().due());
            case DOUBT -> {
                if (state.inquiry().timed()) {
                    effects.add(new Effect.Read());
                }
            }
            case DEADLINE -> deadline();
        }
    }

    /** A deadline may be further away than any timer goes. */
    private void deadline() {
        if (state.deadline().filter(at -> context.now().isBefore(at)).isPresent()) {
            effects.add(Timers.deadline(state, context));
        } else if (state.stage() instanceof Stage.Limited) {
            apply(Stopping.overdue(state.known()));
        }
    }

    /**
     * What the feed shows may be old, and ends a doubt only if it is not. Where the API server itself is being asked it
     * is no answer: a feed whose watch is silent goes on showing a pod that is gone.
     */
    private void observed(Pod pod) {
        if (state.asks()) {
            state = state.with(state.inquiry().shown());
        } else if (!older(pod)) {
            if (!state.inquiry().reading()) {
                state = state.with(Inquiry.none());
            }
            seen(pod);
        }
    }

    /**
     * What the store answers counts, though it may be older than what is known: then its history went backwards (a
     * restored etcd). Unless something newer was seen while the read was under way: then the answer is the old one.
     */
    private void answered(Pod pod) {
        var known = state.pod().map(Pod::resourceVersion);
        boolean overtaken =
                older(pod) && !known.equals(Optional.of(state.inquiry().known()));
        boolean shownSince = state.inquiry().shownSince();
        state = state.with(Inquiry.none());
        if (!overtaken) {
            seen(pod);
        }
        if (shownSince) {
            effects.add(new Effect.Read());
        }
    }

    private boolean older(Pod pod) {
        return state.pod()
                .filter(known -> ResourceVersion.older(pod.resourceVersion(), known.resourceVersion()))
                .isPresent();
    }

    private void seen(Pod pod) {
        var known = state.pod();
        boolean again = known.map(Pod::resourceVersion)
                .filter(pod.resourceVersion()::equals)
                .isPresent();
        if (again) {
            state = state.with(state.publication().seenAgain());
        } else {
            known.ifPresent(old -> apply(state.publication().observed(old.status(), pod.status(), context)));
        }
        if (!again || state.asks()) {
            decide(new PodEvent.Observed(pod));
        }
    }

    private void absent(Absence absence) {
        if (!state.mayBeAsked()) {
            return;
        }
        switch (Evidence.of(absence)) {
            case READ -> {
                state = state.with(state.inquiry().doubt());
                if (!state.inquiry().confirming()) {
                    effects.add(new Effect.Read());
                }
            }
            case CONFIRM -> {
                state = state.with(state.inquiry().confirm());
                effects.add(new Effect.Confirm());
            }
            case END -> throw new IllegalStateException(absence + " comes as an event of its own");
        }
    }

    private void gone(PodEvent.Gone gone) {
        if (state.inquiry().confirming()) {
            effects.add(Notes.objectGone());
        }
        state = state.with(Inquiry.none());
        decide(gone);
    }

    private void readFailed(PodEvent.ReadFailed failed) {
        state = state.with(state.inquiry().unanswered());
        apply(state.publication().readFailed(context));
        decide(failed);
    }

    private void written(String version) {
        var write = state.publication().inFlight();
        state = state.with(state.publication().accepted());
        if (write.isEmpty() || state.pod().isEmpty()) {
            return;
        }
        var pod = state.pod().get();
        if (write.get().base().equals(pod.resourceVersion())) {
            state = state.with(
                    state.known().with(pod.written(version, write.get().status())));
        } else if (ResourceVersion.older(pod.resourceVersion(), version)) {
            // A newer version than the fence was seen, and the fence held all the same: the store was set back.
            effects.add(new Effect.Read());
        }
    }

    private void refused(PodEvent.StatusRefused refused) {
        var write = state.publication().inFlight();
        if (write.isEmpty() || state.pod().isEmpty()) {
            return;
        }
        apply(state.publication()
                .rejected(write.get(), refused, state.pod().get().resourceVersion(), context));
        if (refused.refusal() == PodEvent.Refusal.NOT_FOUND) {
            absent(Absence.STATUS_WRITE);
        }
    }

    private void publish() {
        if (state.pod().isEmpty()) {
            abandon();
        } else if (state.stage() instanceof Stage.Told stage
                && !state.silent()
                && state.publication().inFlight().isEmpty()) {
            stage.desired(state.known(), context).ifPresent(this::publish);
        }
    }

    private void publish(PodStatus desired) {
        var pod = state.known().pod();
        if (settled(pod, desired)) {
            if (state.stage() instanceof Stage.Closing closing) {
                apply(closing.published(state.known(), context));
            }
        } else if (state.publication().open(desired)) {
            write(pod, desired);
        }
    }

    /** A terminal phase is the last word, whoever said it. */
    private boolean settled(Pod pod, PodStatus desired) {
        return pod.status().phase().terminal()
                || pod.status().equals(desired)
                || state.publication().refuses(desired);
    }

    private void write(Pod pod, PodStatus status) {
        cancelPublish();
        state = state.with(state.publication().writing(pod.resourceVersion(), status));
        effects.add(new Effect.WriteStatus(pod.resourceVersion(), status));
        EphemeralContainers.untold(pod.status(), status).ifPresent(effects::add);
    }

    /** There is no object to write to. */
    private void abandon() {
        cancelPublish();
        state = state.with(Publication.idle());
    }

    private void cancelPublish() {
        if (state.publication().hold() != Publication.Hold.NONE) {
            effects.add(new Effect.Cancel(Timer.PUBLISH));
        }
    }

    /** One read at a time: whoever wants another waits for the answer of the one that is under way. */
    private void ask() {
        if (!state.mayBeAsked()) {
            state = state.with(Inquiry.none());
        }
        if (effects.removeIf(Effect.Read.class::isInstance) && !state.inquiry().reading() && state.mayBeAsked()) {
            var version = state.pod().map(Pod::resourceVersion).orElse("");
            state = state.with(state.inquiry().read(version));
            effects.add(new Effect.Read());
        }
    }

    private Optional<PodId> identity() {
        return event instanceof PodEvent.OfPod known ? Optional.of(known.id()) : Optional.empty();
    }

    private void apply(Step step) {
        state = state.after(step);
        effects.addAll(step.effects());
    }

    private void apply(Publication.Change change) {
        state = state.with(change.next());
        effects.addAll(change.effects());
    }
}

package io.podbridge.core.provider;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.ProviderFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;

/** Puts what came of a call into the words of whoever asked. Pure, but for {@link #refuse}. */
final class ProviderAnswer {

    /** Reports in one message: with long statuses some 200 kB, far below the largest frame. */
    private static final int BATCH = 100;

    private ProviderAnswer() {}

    /**
     * Tells whoever asked why there is no other answer, so that nobody waits for ever. What is for an entity goes by
     * way of the actor, which counts the calls under way. Thread-safe.
     */
    static void refuse(ProviderCommand command, ActorRef<ProviderCommand> actor, ProviderFailure why) {
        Optional<String> problem = Optional.of(why.message());
        switch (command) {
            case ProviderCommand.Locate(var id, var entity) ->
                actor.tell(answer(id, new PodEvent.LocateFailed(why), entity));
            case ProviderCommand.Create(var pod, var restarts, var entity) ->
                actor.tell(answer(pod.id(), new PodEvent.CreateFailed(why), entity));
            case ProviderCommand.Update(var pod, var restarts, var entity) ->
                actor.tell(answer(pod.id(), new PodEvent.UpdateFailed(why), entity));
            case ProviderCommand.Delete(var id, var grace, var entity) ->
                actor.tell(answer(id, new PodEvent.DeleteFailed(why), entity));
            case ProviderCommand.Find(var id, var replyTo) ->
                replyTo.tell(new ProviderCommand.Looked(Optional.empty(), problem));
            case ProviderCommand.LookHere(var id, var replyTo) ->
                replyTo.tell(new ProviderCommand.Looked(Optional.empty(), problem));
            case ProviderCommand.DeleteHere(var id, var grace, var replyTo) ->
                replyTo.tell(new ProviderCommand.DeletedHere(Optional.empty(), problem));
            case ProviderCommand.StatusHere(var uids, var replyTo) ->
                replyTo.tell(new ProviderCommand.Listed(List.of(), problem));
            case ProviderCommand.ListHere(var replyTo) -> replyTo.tell(new ProviderCommand.Listed(List.of(), problem));
            case ProviderCommand.CheckHealth(var replyTo) ->
                replyTo.tell(new ProviderCommand.HealthAnswer(Outcome.failed(why)));
            case ProviderCommand.LetGo nobodyWaits -> {}
            case ProviderInternal nobodyWaits -> {}
        }
    }

    private static ProviderInternal answer(PodId id, PodEvent event, ActorRef<PodEvent> entity) {
        return new ProviderInternal.Answered(id, event, entity);
    }

    static ProviderCommand.Listed found(Outcome<Map<String, PodReport>> outcome) {
        return listed(outcome.map(found -> List.copyOf(found.values())));
    }

    static ProviderCommand.Listed listed(Outcome<List<PodReport>> outcome) {
        return switch (outcome) {
            case Outcome.Success<List<PodReport>>(var pods) -> new ProviderCommand.Listed(pods, Optional.empty());
            case Outcome.Failure<List<PodReport>>(var failure) ->
                new ProviderCommand.Listed(List.of(), Optional.of(failure.message()));
        };
    }

    /** A long list in several messages, each of which stands for itself. */
    static List<ProviderCommand.Listed> inBatches(Outcome<List<PodReport>> outcome) {
        ProviderCommand.Listed all = listed(outcome);
        int batches = Math.max(1, (all.pods().size() + BATCH - 1) / BATCH);
        return IntStream.range(0, batches)
                .mapToObj(batch ->
                        all.pods().subList(batch * BATCH, Math.min(all.pods().size(), (batch + 1) * BATCH)))
                .map(pods -> new ProviderCommand.Listed(List.copyOf(pods), all.problem()))
                .toList();
    }

    static ProviderCommand.Looked looked(Outcome<Optional<PodReport>> outcome, boolean beingMade) {
        return switch (outcome) {
            case Outcome.Success<Optional<PodReport>>(var report) ->
                new ProviderCommand.Looked(
                        report, report.isEmpty() && beingMade ? Optional.of("it is being made") : Optional.empty());
            case Outcome.Failure<Optional<PodReport>>(var failure) ->
                new ProviderCommand.Looked(Optional.empty(), Optional.of(failure.message()));
        };
    }

    static ProviderCommand.DeletedHere deletedHere(Outcome<Optional<PodReport>> outcome) {
        return switch (outcome) {
            case Outcome.Success<Optional<PodReport>>(var report) ->
                new ProviderCommand.DeletedHere(report, Optional.empty());
            case Outcome.Failure<Optional<PodReport>>(var failure) ->
                new ProviderCommand.DeletedHere(Optional.empty(), Optional.of(failure.message()));
        };
    }

    static PodEvent located(ProviderCommand.Looked looked) {
        return looked.unsure()
                .<PodEvent>map(why -> new PodEvent.LocateFailed(unavailable(why)))
                .orElseGet(() -> new PodEvent.Located(looked.report()));
    }

    static PodEvent created(Outcome<PodReport> outcome, FieldCheck check) {
        return switch (outcome) {
            case Outcome.Success<PodReport>(var report) ->
                new PodEvent.Created(report, String.join(", ", check.ignored()));
            case Outcome.Failure<PodReport>(var failure) -> new PodEvent.CreateFailed(failure);
        };
    }

    static PodEvent updated(Outcome<PodReport> outcome) {
        return switch (outcome) {
            case Outcome.Success<PodReport>(var report) -> new PodEvent.Updated(report);
            case Outcome.Failure<PodReport>(var failure) -> new PodEvent.UpdateFailed(failure);
        };
    }

    static PodEvent deleted(ProviderCommand.DeletedHere deleted) {
        return deleted.problem()
                .<PodEvent>map(why -> new PodEvent.DeleteFailed(unavailable(why)))
                .orElseGet(() -> new PodEvent.Deleted(deleted.report()));
    }

    static ProviderFailure unavailable(String message) {
        return new ProviderFailure.Unavailable("ProviderUnavailable", message, Optional.empty());
    }

    static ProviderFailure unsupported(FieldCheck check) {
        return new ProviderFailure.Invalid(
                "UnsupportedFields",
                "the provider cannot honour " + String.join(", ", check.refused()) + ": remove this from the pod");
    }
}

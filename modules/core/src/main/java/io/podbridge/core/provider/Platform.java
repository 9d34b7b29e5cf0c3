package io.podbridge.core.provider;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.provider.CallLane.Call;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;

/**
 * The platform as one replica reaches it: by its own provider, and where containers are replica-local by those of the
 * others too. Keeps the calls about one pod from missing one another. Not thread-safe: it belongs to the
 * {@link ProviderActor}.
 */
final class Platform {
    private final Locality locality;
    private final ProviderCalls calls;
    private final ReplicaPeers peers;
    private final Logger log;
    private final Creations creations = new Creations();
    private final Looks looks;

    Platform(Locality locality, ProviderCalls calls, ReplicaPeers peers, Logger log) {
        this.locality = locality;
        this.calls = calls;
        this.peers = peers;
        this.log = log;
        this.looks = new Looks(calls::status);
    }

    /** Whether the pod is anywhere. */
    CompletionStage<ProviderCommand.Looked> find(PodId id) {
        return locality == Locality.REMOTE ? lookHere(id) : peers.look(id, lookHere(id));
    }

    /** A pod that is being made here is neither here nor surely not here. */
    CompletionStage<ProviderCommand.Looked> lookHere(PodId id) {
        boolean beingMade = creations.has(id.uid());
        return looks.look(id.uid()).thenApply(outcome -> ProviderAnswer.looked(outcome, beingMade));
    }

    /**
     * What these pods do now.
     *
     * @param last the last reports of those pods: they say which replica holds them
     */
    CompletionStage<Outcome<Map<String, PodReport>>> status(
            Set<String> uids, Function<Set<String>, List<PodReport>> last) {
        return locality == Locality.REMOTE ? calls.status(uids) : peers.status(last.apply(uids), calls::status);
    }

    /** Makes the pod here; the end of the call, and its answer, are to be told to this object. */
    Call<PodReport> create(Pod pod, Map<String, Integer> restarts) {
        creations.begun(pod.id().uid());
        return calls.create(pod, restarts);
    }

    /** The last create of the pod has its answer. */
    void createAnswered(PodId id) {
        creations.answered(id.uid()).ifPresent(deletion -> deleteAgain(id, deletion));
    }

    /** The provider has ended a create of the pod, late or not. */
    void createEnded(PodId id) {
        creations.ended(id.uid()).ifPresent(deletion -> deleteAgain(id, deletion));
    }

    /** What was made after the deletion had looked. */
    private void deleteAgain(PodId id, Creations.Deletion deletion) {
        var unused = deletion.done()
                .thenCompose(done -> calls.delete(id, deletion.grace()))
                .thenAccept(outcome -> {
                    if (outcome instanceof Outcome.Failure<Optional<PodReport>>(var failure)) {
                        log.warn(
                                "What was made late of the deleted pod {} is left to the sweep: {}",
                                id,
                                failure.message());
                    }
                });
    }

    /** Deletes the pod wherever it is. */
    CompletionStage<ProviderCommand.DeletedHere> delete(PodId id, Duration grace) {
        return locality == Locality.REMOTE ? deleteHere(id, grace) : peers.delete(id, grace, deleteHere(id, grace));
    }

    /** Deletes what this replica's provider has of the pod. */
    CompletionStage<ProviderCommand.DeletedHere> deleteHere(PodId id, Duration grace) {
        return creations.delete(id.uid(), grace, () -> calls.delete(id, grace).thenApply(ProviderAnswer::deletedHere));
    }

    /** The entity of this pod is gone from here. */
    void letGo(String uid) {
        looks.forget(uid);
    }
}

package io.podbridge.core.provider;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The creates of this replica that the provider has not ended, and the deletes that came meanwhile. Not thread-safe: it
 * belongs to the {@link ProviderActor}.
 *
 * <p>A delete waits for the create for a moment, so that it finds what that has made. It does not wait for a create
 * that may never be answered: then another delete follows the answer, and one more the end of a call that nobody waited
 * for any more, for what was made late. Should that fail, or this replica die before, the sweep finds what nobody
 * wants.
 */
final class Creations {
    /** Longer than a platform needs to take an order on, shorter than a person waits for a deletion. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Map<String, Creation> known = new HashMap<>();

    /**
     * The creates of one pod.
     *
     * @param calls how many the provider has not ended: one, and those before that were not answered in time
     * @param answered the last one's answer, which may be that there is none
     * @param deletion the last delete since that one began
     */
    private record Creation(int calls, CompletableFuture<Void> answered, Optional<Deletion> deletion) {}

    /**
     * A delete that came while a create was under way.
     *
     * @param grace what it gives to the containers; so does the one that follows for what was made late
     */
    record Deletion(Duration grace, CompletionStage<ProviderCommand.DeletedHere> done) {}

    /** What was deleted before is wanted again. */
    void begun(String uid) {
        known.merge(
                uid,
                new Creation(1, new CompletableFuture<>(), Optional.empty()),
                (before, now) -> new Creation(before.calls() + 1, now.answered(), now.deletion()));
    }

    /** Whether a create is waited for. */
    boolean has(String uid) {
        var creation = known.get(uid);
        return creation != null && !creation.answered().isDone();
    }

    /** Deletes the pod once its create is answered, or has not been for too long. */
    CompletionStage<ProviderCommand.DeletedHere> delete(
            String uid, Duration grace, Supplier<CompletionStage<ProviderCommand.DeletedHere>> delete) {
        var creation = known.get(uid);
        if (creation == null) {
            return delete.get();
        }
        var deleted = creation.answered()
                .copy()
                .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .thenCompose(waited -> delete.get());
        known.put(uid, new Creation(creation.calls(), creation.answered(), Optional.of(new Deletion(grace, deleted))));
        return deleted;
    }

    /** The create is answered; the last delete that came meanwhile, after which another is needed. */
    Optional<Deletion> answered(String uid) {
        var creation = Optional.ofNullable(known.get(uid));
        creation.ifPresent(done -> done.answered().complete(null));
        return creation.flatMap(Creation::deletion);
    }

    /** The provider has ended a create, late or not; what {@link #answered} says of it. */
    Optional<Deletion> ended(String uid) {
        var creation = known.get(uid);
        if (creation == null) {
            return Optional.empty();
        }
        if (creation.calls() == 1) {
            creation.answered().complete(null);
            known.remove(uid);
        } else {
            known.put(uid, new Creation(creation.calls() - 1, creation.answered(), creation.deletion()));
        }
        return creation.deletion();
    }
}

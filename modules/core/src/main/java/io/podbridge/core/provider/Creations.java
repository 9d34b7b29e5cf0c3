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
 * The creates that are under way on this replica, and the deletes that came meanwhile. Not thread-safe: it belongs to
 * the {@link ProviderActor}.
 *
 * <p>A delete waits for the create for a moment, so that it finds what that has made. It does not wait for a create
 * that may never be answered: then another delete follows the answer, for what was made late. Should that fail, or this
 * replica die before, the sweep finds what nobody wants.
 */
final class Creations {
    /** Longer than a platform needs to take an order on, shorter than a person waits for a deletion. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Map<String, Creation> underWay = new HashMap<>();

    private record Creation(
            CompletableFuture<Void> answered, Optional<CompletionStage<ProviderCommand.DeletedHere>> deletion) {}

    void begun(String uid) {
        underWay.put(uid, new Creation(new CompletableFuture<>(), Optional.empty()));
    }

    boolean has(String uid) {
        return underWay.containsKey(uid);
    }

    /** Deletes the pod once its create is answered, or has not been for too long. */
    CompletionStage<ProviderCommand.DeletedHere> delete(
            String uid, Supplier<CompletionStage<ProviderCommand.DeletedHere>> delete) {
        var creation = underWay.get(uid);
        if (creation == null) {
            return delete.get();
        }
        var deleted = creation.answered()
                .copy()
                .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .thenCompose(waited -> delete.get());
        underWay.put(uid, new Creation(creation.answered(), Optional.of(deleted)));
        return deleted;
    }

    /** The create is answered; the last delete that came meanwhile, after which another is needed. */
    Optional<CompletionStage<ProviderCommand.DeletedHere>> answered(String uid) {
        var creation = Optional.ofNullable(underWay.remove(uid));
        creation.ifPresent(done -> done.answered().complete(null));
        return creation.flatMap(Creation::deletion);
    }
}

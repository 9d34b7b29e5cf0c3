package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.ProviderFailure;
import java.util.Optional;

/** What the calls of an entity are answered by the API server and the platform of a {@link World}. */
final class WorldAnswers {
    private final WorldStore store;
    private final WorldPlatform platform;

    WorldAnswers(WorldStore store, WorldPlatform platform) {
        this.store = store;
        this.platform = platform;
    }

    PodEvent refuse(Effect call, ProviderFailure failure) {
        boolean invalid = failure instanceof ProviderFailure.Invalid;
        return switch (call) {
            case Effect.Locate locate -> new PodEvent.LocateFailed(Pods.UNAVAILABLE);
            case Effect.Create create -> new PodEvent.CreateFailed(failure);
            case Effect.Update update -> new PodEvent.UpdateFailed(failure);
            case Effect.Delete delete -> new PodEvent.DeleteFailed(Pods.UNAVAILABLE);
            case Effect.WriteStatus write ->
                new PodEvent.StatusRefused(
                        invalid ? PodEvent.Refusal.INVALID : PodEvent.Refusal.UNAVAILABLE, "no", Optional.empty());
            case Effect.RemoveObject remove ->
                new PodEvent.ObjectNotRemoved(PodEvent.Refusal.UNAVAILABLE, "no", Optional.empty());
            case Effect.Read read -> new PodEvent.ReadFailed("no");
            case Effect other -> throw new AssertionError("not a call: " + other);
        };
    }

    /** Does it, for the entity on this replica. */
    PodEvent carryOut(Effect call, int replica) {
        return switch (call) {
            case Effect.Locate locate -> new PodEvent.Located(platform.report());
            case Effect.Create(var pod, var restarts) ->
                new PodEvent.Created(platform.create(pod, restarts, replica), "");
            case Effect.Update(var pod, var restarts) ->
                platform.instance == null
                        ? new PodEvent.UpdateFailed(Pods.UNAVAILABLE)
                        : new PodEvent.Updated(platform.update(pod).orElseThrow());
            case Effect.Delete(var grace) -> platform.delete();
            case Effect.WriteStatus(var base, var status) -> store.write(base, status);
            case Effect.RemoveObject() -> store.remove();
            case Effect.Read() -> store.read();
            case Effect.Confirm() -> store.confirm();
            case Effect other -> throw new AssertionError("not a call: " + other);
        };
    }
}

package io.podbridge.core.provider;

import io.podbridge.core.pod.PodEvent;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The pods whose entities live on this replica, and the last that the platform said of each. Not thread-safe: it
 * belongs to the {@link ProviderActor}.
 */
final class TrackedPods {
    /** How many looks in a row must miss a pod before it counts as gone: one may be older than the pod. */
    private static final int MISSES = 2;

    private final PodDirectory entities;
    private final Locality locality;
    private final Map<String, Tracked> pods = new HashMap<>();

    TrackedPods(PodDirectory entities, Locality locality) {
        this.entities = entities;
        this.locality = locality;
    }

    /** One pod: busy while a call about it is under way, since a look would then say nothing certain. */
    private record Tracked(
            PodId id, ActorRef<PodEvent> entity, boolean busy, Optional<PodReport> last, int misses) {

        Tracked reported(PodReport report) {
            return new Tracked(id, entity, busy, Optional.of(report), 0);
        }

        Tracked idle() {
            return new Tracked(id, entity, false, last, 0);
        }

        Tracked missed() {
            return new Tracked(id, entity, busy, last, misses + 1);
        }
    }

    /** An entity asks about the pod: from now on it hears of it. What was known before no longer counts. */
    void track(PodId id, ActorRef<PodEvent> entity) {
        pods.put(id.uid(), new Tracked(id, entity, true, Optional.empty(), 0));
    }

    /** The pod is being deleted: what it does until its end is still reported. */
    void deleting(PodId id, ActorRef<PodEvent> entity) {
        Optional<PodReport> last = Optional.ofNullable(pods.get(id.uid())).flatMap(Tracked::last);
        pods.put(id.uid(), new Tracked(id, entity, true, last, 0));
    }

    void letGo(String uid, ActorRef<PodEvent> entity) {
        pods.computeIfPresent(uid, (key, pod) -> pod.entity().equals(entity) ? null : pod);
    }

    /** The answer of a call, with a report that was pushed meanwhile in the place of the older one in it. */
    PodEvent answered(String uid, PodEvent event) {
        Tracked pod = pods.get(uid);
        if (pod == null) {
            return event;
        }
        PodEvent newest = withNewest(pod, event);
        switch (newest) {
            case PodEvent.Created(var report, var ignored) -> pods.put(uid, pod.idle().reported(report));
            case PodEvent.Located(var report) when report.isPresent() ->
                pods.put(uid, pod.idle().reported(report.get()));
            case PodEvent.Located nothing -> pods.remove(uid);
            case PodEvent.CreateFailed failed -> pods.remove(uid);
            case PodEvent.Deleted deleted -> pods.remove(uid);
            default -> pods.put(uid, pod.idle());
        }
        return newest;
    }

    private static PodEvent withNewest(Tracked pod, PodEvent event) {
        if (event instanceof PodEvent.Created(var report, var ignored)) {
            return new PodEvent.Created(pod.last().orElse(report), ignored);
        }
        if (event instanceof PodEvent.Located(var report) && report.isPresent() && pod.last().isPresent()) {
            return new PodEvent.Located(pod.last());
        }
        return event;
    }

    /** Where every replica hears of every pod only its own count; otherwise the pod's entity is elsewhere. */
    void pushed(PodReport report) {
        Tracked pod = pods.get(report.id().uid());
        if (pod != null) {
            reported(pod, report);
        } else if (locality == Locality.REPLICA) {
            entities.tell(report.id().uid(), new PodEvent.Reported(report));
        }
    }

    private void reported(Tracked pod, PodReport report) {
        boolean news = !pod.last().equals(Optional.of(report));
        pods.put(pod.id().uid(), pod.reported(report));
        if (news) {
            pod.entity().tell(new PodEvent.Reported(report));
        }
    }

    /**
     * Pods about which a look here tells the truth: no call under way, and known to have been made. Replica-local pods
     * are not asked for: their own replica pushes what they do.
     */
    Set<String> settled() {
        return locality == Locality.REPLICA ? Set.of() : pods.values().stream()
                .filter(pod -> !pod.busy() && pod.last().isPresent())
                .map(pod -> pod.id().uid())
                .collect(Collectors.toUnmodifiableSet());
    }

    void polled(Set<String> asked, Outcome<Map<String, PodReport>> outcome) {
        if (outcome instanceof Outcome.Success<Map<String, PodReport>>(var found)) {
            asked.forEach(uid -> looked(uid, Optional.ofNullable(found.get(uid))));
        }
    }

    private void looked(String uid, Optional<PodReport> found) {
        Tracked pod = pods.get(uid);
        if (pod == null || pod.busy()) {
            return;
        }
        if (found.isPresent()) {
            reported(pod, found.get());
        } else if (pod.misses() + 1 >= MISSES) {
            pods.remove(uid);
            pod.entity().tell(new PodEvent.Vanished(pod.id()));
        } else {
            pods.put(uid, pod.missed());
        }
    }

    /** The replica that held them is dead, and so are they. */
    void replicaGone(String replica) {
        Optional<String> gone = Optional.of(replica);
        pods.values().stream()
                .filter(pod -> pod.last().flatMap(PodReport::replica).equals(gone))
                .toList()
                .forEach(pod -> pod.entity().tell(new PodEvent.ReplicaLost(pod.id(), replica)));
    }
}

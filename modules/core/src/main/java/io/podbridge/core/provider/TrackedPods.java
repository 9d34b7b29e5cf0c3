package io.podbridge.core.provider;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** Asked in the look that is under way, and not heard of since: for these its answer is news. */
    private final Set<String> asked = new HashSet<>();

    TrackedPods(PodDirectory entities, Locality locality) {
        this.entities = entities;
        this.locality = locality;
    }

    /**
     * One pod.
     *
     * @param calls that are under way: while there is one, a look says nothing certain
     * @param heard whether the last report is newer than the beginning of the last call
     */
    private record Tracked(
            PodId id, ActorRef<PodEvent> entity, int calls, Optional<PodReport> last, boolean heard, int misses) {

        Tracked reported(PodReport report) {
            return new Tracked(id, entity, calls, Optional.of(report), true, 0);
        }

        Tracked answered() {
            return new Tracked(id, entity, Math.max(0, calls - 1), last, heard, 0);
        }

        Tracked missed() {
            return new Tracked(id, entity, calls, last, heard, misses + 1);
        }
    }

    /** An entity asks about the pod: from now on it hears of it. What was known before no longer counts. */
    void track(PodId id, ActorRef<PodEvent> entity) {
        call(id, entity, Optional.empty());
    }

    /** The pod is being changed or deleted: what it does meanwhile is still reported. */
    void changing(PodId id, ActorRef<PodEvent> entity) {
        call(id, entity, Optional.ofNullable(pods.get(id.uid())).flatMap(Tracked::last));
    }

    private void call(PodId id, ActorRef<PodEvent> entity, Optional<PodReport> last) {
        int others = of(id.uid(), entity).map(Tracked::calls).orElse(0);
        asked.remove(id.uid());
        pods.put(id.uid(), new Tracked(id, entity, others + 1, last, false, 0));
    }

    private Optional<Tracked> of(String uid, ActorRef<PodEvent> entity) {
        return Optional.ofNullable(pods.get(uid)).filter(pod -> pod.entity().equals(entity));
    }

    void letGo(String uid, ActorRef<PodEvent> entity) {
        pods.computeIfPresent(uid, (key, pod) -> pod.entity().equals(entity) ? null : pod);
    }

    /**
     * The answer of a call, with a report that was pushed meanwhile in the place of the older one in it. One that an
     * earlier incarnation of the entity asked for changes nothing for the present one.
     */
    PodEvent answered(String uid, PodEvent event, ActorRef<PodEvent> entity) {
        return of(uid, entity).map(pod -> answered(pod, withNewest(pod, event))).orElse(event);
    }

    private PodEvent answered(Tracked pod, PodEvent event) {
        String uid = pod.id().uid();
        switch (event) {
            case PodEvent.Created(var report, var ignored) ->
                pods.put(uid, pod.reported(report).answered());
            case PodEvent.Updated(var report) ->
                pods.put(uid, pod.reported(report).answered());
            case PodEvent.Located(var report)
            when report.isPresent() -> pods.put(uid, pod.reported(report.get()).answered());
            case PodEvent.Located nothing -> pods.remove(uid);
            case PodEvent.CreateFailed failed -> pods.remove(uid);
            case PodEvent.Deleted deleted -> pods.remove(uid);
            default -> pods.put(uid, pod.answered());
        }
        return event;
    }

    private static PodEvent withNewest(Tracked pod, PodEvent event) {
        Optional<PodReport> newest = pod.last().filter(report -> pod.heard());
        return switch (event) {
            case PodEvent.Created(var report, var ignored) -> new PodEvent.Created(newest.orElse(report), ignored);
            case PodEvent.Updated(var report) -> new PodEvent.Updated(newest.orElse(report));
            case PodEvent.Located(var report) when report.isPresent() -> new PodEvent.Located(newest.or(() -> report));
            default -> event;
        };
    }

    /** Where every replica hears of every pod only its own count; otherwise the pod's entity is elsewhere. */
    void pushed(PodReport report) {
        Tracked pod = pods.get(report.id().uid());
        if (pod != null) {
            reported(pod, report);
        } else if (locality == Locality.REPLICA) {
            entities.tell(report.id().uid(), event(report));
        }
    }

    /** A provider that had to end its pods itself, because its replica was away too long, has lost them. */
    private static PodEvent event(PodReport report) {
        return report.lost()
                ? new PodEvent.ReplicaLost(report.id(), report.replica().orElse(""))
                : new PodEvent.Reported(report);
    }

    private void reported(Tracked pod, PodReport report) {
        boolean news = !pod.last().equals(Optional.of(report));
        asked.remove(pod.id().uid());
        pods.put(pod.id().uid(), pod.reported(report));
        if (news) {
            pod.entity().tell(event(report));
        }
    }

    /**
     * Begins a look: at the pods about which one tells the truth, with no call under way, and known to have been made.
     * One look at a time.
     */
    Set<String> look() {
        asked.clear();
        pods.values().stream()
                .filter(pod -> pod.calls() == 0 && pod.last().isPresent())
                .forEach(pod -> asked.add(pod.id().uid()));
        return Set.copyOf(asked);
    }

    /** The last reports of these pods, those that have one. */
    List<PodReport> last(Set<String> uids) {
        return uids.stream()
                .flatMap(uid -> Optional.ofNullable(pods.get(uid)).flatMap(Tracked::last).stream())
                .toList();
    }

    /** Ends it. What was heard of a pod since it began is newer than what it says of that pod. */
    void looked(Outcome<Map<String, PodReport>> outcome) {
        if (outcome instanceof Outcome.Success<Map<String, PodReport>>(var found)) {
            List.copyOf(asked).forEach(uid -> looked(uid, Optional.ofNullable(found.get(uid))));
        }
        asked.clear();
    }

    private void looked(String uid, Optional<PodReport> found) {
        Optional.ofNullable(pods.get(uid))
                .ifPresent(pod -> found.ifPresentOrElse(report -> reported(pod, report), () -> missed(pod)));
    }

    private void missed(Tracked pod) {
        if (pod.misses() + 1 >= MISSES) {
            pods.remove(pod.id().uid());
            pod.entity().tell(new PodEvent.Vanished(pod.id()));
        } else {
            pods.put(pod.id().uid(), pod.missed());
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

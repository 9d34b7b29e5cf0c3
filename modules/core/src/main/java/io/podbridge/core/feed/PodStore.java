package io.podbridge.core.feed;

import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The node's pods as last seen, by UID. Bounded by what the API server holds for the node. Not thread-safe. */
final class PodStore {
    private final Map<String, Pod> pods = new HashMap<>();

    /** Keeps the pod; returns what was known of it before. */
    Optional<Pod> put(Pod pod) {
        return Optional.ofNullable(pods.put(pod.id().uid(), pod));
    }

    void remove(PodId id) {
        pods.remove(id.uid());
    }

    Optional<Pod> get(String uid) {
        return Optional.ofNullable(pods.get(uid));
    }

    boolean has(String uid) {
        return pods.containsKey(uid);
    }

    /** Everything that an entity has work with: pods that have not ended, and those that somebody wants deleted. */
    List<Pod> alive() {
        return pods.values().stream().filter(PodStore::alive).toList();
    }

    /**
     * Deleted and over: its entity removed it, or is about to find it removed. Telling it would only wake it again. (If
     * its replica died just then, the sweep finds what is left.)
     */
    static boolean ended(Pod pod) {
        return pod.deleting() && pod.status().phase().terminal();
    }

    static boolean alive(Pod pod) {
        return pod.deleting() || !pod.status().phase().terminal();
    }

    /**
     * What a new list changed besides the pods in it that are alive.
     *
     * @param gone those that are not in it
     * @param ended those that were alive, and are over by the list
     */
    record Changes(List<PodId> gone, List<Pod> ended) {}

    /** Takes a complete list in the place of all that was known. */
    Changes replaceWith(Collection<Pod> list) {
        Set<String> listed = list.stream().map(pod -> pod.id().uid()).collect(Collectors.toSet());
        List<PodId> gone = pods.values().stream()
                .map(Pod::id)
                .filter(id -> !listed.contains(id.uid()))
                .toList();
        List<Pod> ended = list.stream()
                .filter(pod -> !alive(pod)
                        && get(pod.id().uid()).filter(PodStore::alive).isPresent())
                .toList();
        gone.forEach(this::remove);
        list.forEach(this::put);
        return new Changes(gone, ended);
    }

    int size() {
        return pods.size();
    }
}

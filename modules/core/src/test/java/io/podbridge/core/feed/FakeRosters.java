package io.podbridge.core.feed;

import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.provider.PodDirectory;
import io.podbridge.core.roster.Digest;
import io.podbridge.core.roster.EntityIndex;
import io.podbridge.core.roster.Known;
import io.podbridge.core.roster.PodShards;
import io.podbridge.core.roster.Roster;
import io.podbridge.core.roster.RosterAnswer;
import io.podbridge.core.roster.Rosters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** Entities that only remember, and the rosters of their shards, behind a network that loses what a test wants lost. */
final class FakeRosters implements Rosters, PodDirectory {
    final PodShards shards;
    final List<PodEvent> told = new CopyOnWriteArrayList<>();
    final List<String> doubted = new CopyOnWriteArrayList<>();
    final List<Digest> digests = new CopyOnWriteArrayList<>();
    final Map<String, String> versions = new ConcurrentHashMap<>();
    private final EntityIndex index;
    private final Map<Integer, Roster> rosters = new HashMap<>();
    private final BooleanSupplier lost;

    /** Loses each message of which {@code lost} says so. */
    FakeRosters(int shards, BooleanSupplier lost) {
        this.shards = new PodShards(shards);
        this.index = new EntityIndex(this.shards);
        this.lost = lost;
    }

    /** A fail-over of all shards: what the entities knew is forgotten. */
    void forgetAll() {
        shards.all().forEach(index::drop);
        rosters.clear();
        versions.clear();
    }

    @Override
    public synchronized void tell(String uid, PodEvent event) {
        if (lost.getAsBoolean()) {
            return;
        }
        told.add(event);
        switch (event) {
            case PodEvent.Observed(var pod) -> {
                index.hold(uid, new Known.Holding(pod.resourceVersion(), pod.deleting()));
                versions.put(uid, pod.resourceVersion());
            }
            case PodEvent.Gone gone -> {
                index.conclude(uid);
                versions.remove(uid);
            }
            default -> {}
        }
    }

    @Override
    public synchronized void send(Digest digest) {
        if (lost.getAsBoolean()) {
            return;
        }
        digests.add(digest);
        var outcome = rosters.computeIfAbsent(digest.shard(), shard -> new Roster(index, shard))
                .compare(digest);
        doubted.addAll(outcome.doubts());
        answer(outcome.answer()).ifPresent(digest.replyTo()::tell);
    }

    private Optional<RosterAnswer> answer(RosterAnswer answer) {
        return lost.getAsBoolean() ? Optional.empty() : Optional.of(answer);
    }
}

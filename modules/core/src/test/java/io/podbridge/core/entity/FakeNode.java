package io.podbridge.core.entity;

import io.podbridge.core.pod.PodId;
import io.podbridge.core.roster.NodeLine;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Remembers which absences it was asked to confirm, and answers nothing. */
final class FakeNode implements NodeLine {
    final Queue<PodId> confirmations = new ConcurrentLinkedQueue<>();

    @Override
    public void shardMoved(int shard) {}

    @Override
    public void confirm(PodId id) {
        confirmations.add(id);
    }
}

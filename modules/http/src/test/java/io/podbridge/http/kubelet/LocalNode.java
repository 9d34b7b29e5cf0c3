package io.podbridge.http.kubelet;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.streams.PodUsage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A node with one pod. */
record LocalNode(Pod pod, LocalContainers containers) implements NodeView {

    @Override
    public String nodeName() {
        return "node-1";
    }

    @Override
    public CompletionStage<Instant> startedAt() {
        return CompletableFuture.completedStage(LocalContainers.STARTED);
    }

    @Override
    public CompletionStage<Optional<Located>> find(String namespace, String name) {
        boolean same = pod.id().namespace().equals(namespace) && pod.id().name().equals(name);
        return CompletableFuture.completedStage(same ? Optional.of(new Located(pod, containers)) : Optional.empty());
    }

    @Override
    public CompletionStage<List<Pod>> pods() {
        return CompletableFuture.completedStage(List.of(pod));
    }

    @Override
    public CompletionStage<List<Pod>> running() {
        return pods();
    }

    @Override
    public CompletionStage<Outcome<List<PodUsage>>> usage() {
        return containers.usage();
    }

    @Override
    public String configuration() {
        return "{}";
    }
}

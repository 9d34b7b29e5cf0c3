package io.podbridge.app;

import io.podbridge.core.bridge.BridgeMandate;
import io.podbridge.core.bridge.Mandate;
import io.podbridge.core.cluster.ClusterReplica;
import io.podbridge.core.flow.Outcome;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.kube.KubeApi.PodList;
import io.podbridge.core.kube.KubeApi.PodScope;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.provider.Locality;
import io.podbridge.core.provider.Provider;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a replica does when its bridge has lost the node to another one: it ends the pods that it runs, each with its
 * own grace, since the other bridge makes them anew, and then exits. Where that one has adopted them on the platform
 * they are its pods now, and stay.
 */
final class Departure {
    private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

    /** Of a pod that the API server has no more: Kubernetes' own default. */
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(30);

    /** The process has to end some day: the other bridge makes these pods anew meanwhile. */
    private static final Duration LONGEST_GRACE = Duration.ofHours(1);

    /** How much longer than its grace a pod may take. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    /** A pod that was being made may appear after the first look. */
    private static final int LOOKS = 3;

    private final ActorSystem<?> system;
    private final KubeApi api;
    private final String node;
    private final Provider provider;

    Departure(ActorSystem<?> system, KubeApi api, String node, Provider provider) {
        this.system = system;
        this.api = api;
        this.node = node;
        this.provider = provider;
    }

    /** Waits for the loss. */
    void watch(BridgeMandate mandate) {
        mandate.lost().thenAcceptAsync(this::depart);
    }

    private void depart(Mandate.Lost lost) {
        boolean theirs = lost.adopted() && provider.capabilities().locality() == Locality.REMOTE;
        LOG.error("{}: {}", lost.why(), theirs ? "its pods are that one's now" : "the pods of this bridge are ended");
        if (!theirs) {
            endAll();
        }
        ClusterReplica.exitClaimed(system, lost.why());
    }

    private void endAll() {
        var graces = graces();
        for (int look = 0; look < LOOKS; look++) {
            List<PodReport> running = running();
            if (running.isEmpty()) {
                return;
            }
            var ends = running.stream()
                    .map(report ->
                            end(report.id(), graces.getOrDefault(report.id().uid(), DEFAULT_GRACE)))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(ends).join();
        }
        LOG.error("Some pods of this bridge may run on; the next start of one of its replicas would find them");
    }

    private CompletableFuture<?> end(PodId pod, Duration grace) {
        return provider.delete(pod, grace)
                .toCompletableFuture()
                .orTimeout(grace.plus(MARGIN).toMillis(), TimeUnit.MILLISECONDS)
                .handle((outcome, failure) -> {
                    if (failure != null || outcome instanceof Outcome.Failure<?>) {
                        LOG.warn("Pod {} was not ended: {}", pod, failure == null ? outcome : failure);
                    }
                    return pod;
                });
    }

    private List<PodReport> running() {
        Outcome<List<PodReport>> listed = provider.list().toCompletableFuture().join();
        return switch (listed) {
            case Outcome.Success<List<PodReport>>(var pods) -> pods;
            case Outcome.Failure<List<PodReport>>(var failure) -> {
                LOG.warn("The platform does not say which pods run: {}", failure.message());
                yield List.of();
            }
        };
    }

    private Map<String, Duration> graces() {
        Map<String, Duration> graces = new HashMap<>();
        ApiResult<PodList> pods =
                api.listPods(new PodScope(node, false)).toCompletableFuture().join();
        KubeApi.found(pods)
                .ifPresent(list -> list.pods()
                        .forEach(pod ->
                                graces.put(pod.id().uid(), bounded(pod.spec().terminationGracePeriod()))));
        return graces;
    }

    private static Duration bounded(Duration grace) {
        return grace.compareTo(LONGEST_GRACE) < 0 ? grace : LONGEST_GRACE;
    }
}

package io.podbridge.app;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.kube.KubeApi.PodScope;
import io.podbridge.core.node.NodeClaim;
import io.podbridge.core.node.NodeIdentity;
import io.podbridge.core.pod.Phase;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.provider.Locality;
import io.podbridge.core.provider.Provider;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a node over from a bridge that has ended: only if what that one started can be seen on the platform, where it
 * is adopted. Otherwise every pod would be made a second time.
 */
final class TakeOver {
    private static final Logger LOG = LoggerFactory.getLogger(TakeOver.class);

    private final KubeApi api;
    private final NodeIdentity identity;
    private final Provider provider;

    /** With a provider that uses the other bridge's key. */
    TakeOver(KubeApi api, NodeIdentity identity, Provider provider) {
        this.api = api;
        this.identity = identity;
        this.provider = provider;
    }

    /**
     * What was found.
     *
     * @param from the other bridge
     * @param node its Node
     * @param lease the node's lease, if there is one
     */
    record Plan(String from, ApiObject node, Optional<ApiObject> lease) {}

    /**
     * Looks at the platform, and takes the node's lease.
     *
     * @throws StartupFailure {@link ExitCode#CLAIMED} if what the other bridge started cannot be seen
     */
    void require(Plan plan, Duration leaseDuration) {
        var running = running();
        blindness(
                        plan,
                        identity.provider(),
                        provider.capabilities().locality(),
                        running,
                        provider.list().toCompletableFuture().join())
                .ifPresent(why -> {
                    throw NodeOwnership.claimed("it cannot be taken over from the bridge " + plan.from() + ": " + why);
                });
        ApiQuestions.value(NodeClaim.takeLease(
                        api,
                        identity,
                        plan.lease(),
                        leaseDuration,
                        Clock.systemUTC().instant())
                .toCompletableFuture()
                .join());
        LOG.warn(
                "Node {} is taken over from the bridge {}; its {} running pods are adopted under its key of the"
                        + " platform",
                identity.name(),
                plan.from(),
                running.size());
    }

    private Set<String> running() {
        var scope = new PodScope(identity.name(), false);
        return ApiQuestions.answer(() -> api.listPods(scope)).pods().stream()
                .filter(pod -> pod.status().phase() == Phase.RUNNING)
                .map(pod -> pod.id().uid())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Why what the other bridge started cannot be seen from here. Pure. */
    static Optional<String> blindness(
            Plan plan, String provider, Locality locality, Set<String> running, Outcome<List<PodReport>> listed) {
        if (locality == Locality.REPLICA) {
            return Optional.of("the containers of the provider " + provider + " live in the replicas that made them."
                    + " Stop those replicas, then delete the Node");
        }
        var theirs = NodeClaim.provider(plan.node()).filter(name -> !name.equals(provider));
        if (theirs.isPresent()) {
            return Optional.of("its pods run on " + theirs.get() + ", this bridge's provider is " + provider);
        }
        return switch (listed) {
            case Outcome.Failure<List<PodReport>>(var failure) ->
                Optional.of("the platform does not say what runs: " + failure.message());
            case Outcome.Success<List<PodReport>>(var found) -> unseen(running, found);
        };
    }

    private static Optional<String> unseen(Set<String> running, List<PodReport> found) {
        boolean some =
                found.stream().anyMatch(report -> running.contains(report.id().uid()));
        return running.isEmpty() || some
                ? Optional.empty()
                : Optional.of("none of the " + running.size() + " pods that run on the node is found on the platform"
                        + " (another account, another directory?)");
    }
}

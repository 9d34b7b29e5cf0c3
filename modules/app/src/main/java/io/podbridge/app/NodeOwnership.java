package io.podbridge.app;

import io.podbridge.core.bridge.FoundingLease;
import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.node.NodeClaim;
import io.podbridge.core.node.NodeIdentity;
import io.podbridge.core.settings.PodbridgeSettings;
import java.time.Clock;
import java.util.Optional;

/** Finds out before a replica starts which bridge it belongs to, and whether the node is that bridge's. */
final class NodeOwnership {
    private final KubeApi api;
    private final PodbridgeSettings settings;

    NodeOwnership(KubeApi api, PodbridgeSettings settings) {
        this.api = api;
        this.settings = settings;
    }

    /**
     * What was found.
     *
     * @param identity who this replica is
     * @param takeOver what is to be done first, if the node is another bridge's
     */
    record Found(NodeIdentity identity, Optional<TakeOver.Plan> takeOver) {}

    /**
     * Asks.
     *
     * @param kubernetes the UID of {@code kube-system}, if it may be read
     * @throws StartupFailure {@link ExitCode#CLAIMED} if the node is somebody else's
     */
    Found require(Optional<String> kubernetes) {
        var named = new NodeIdentity(settings.node().name(), "", VersionCommand.version(), settings.provider());
        Optional<ApiObject> node = ApiQuestions.find(api, named.nodePath());
        Optional<ApiObject> lease = ApiQuestions.find(api, named.leasePath());
        var founding = ApiQuestions.find(api, foundingPath()).map(FoundingLease::of);
        var identity = identity(founding, words(node), kubernetes);
        var claim = NodeClaim.of(
                node,
                lease,
                identity,
                settings.node().takeOver(),
                Clock.systemUTC().instant());
        return switch (claim) {
            case NodeClaim.Ours() -> new Found(identity, Optional.empty());
            case NodeClaim.Refused(var why) -> throw claimed(why);
            case NodeClaim.TakeOver(var from) ->
                new Found(identity, Optional.of(new TakeOver.Plan(from, node.get(), lease)));
        };
    }

    private String foundingPath() {
        return FoundingLease.collection(settings.cluster().foundingNamespace()) + "/"
                + FoundingLease.name(settings.node().name());
    }

    private static BridgeName.NodeWords words(Optional<ApiObject> node) {
        return new BridgeName.NodeWords(node.flatMap(NodeClaim::bridge), node.flatMap(NodeClaim::platformKey));
    }

    private NodeIdentity identity(
            Optional<FoundingLease> founding, BridgeName.NodeWords node, Optional<String> kubernetes) {
        var cluster = settings.cluster();
        var terms = new BridgeName.Terms(
                cluster.identity(),
                Identities.derived(cluster),
                Identities.fresh(cluster, kubernetes),
                Identities.places(cluster),
                settings.node().takeOver());
        return switch (BridgeName.of(founding, node, terms)) {
            case BridgeName.Known(var bridge, var key) ->
                new NodeIdentity(settings.node().name(), bridge, VersionCommand.version(), settings.provider(), key);
            case BridgeName.Stranger(var why) -> throw claimed(why);
        };
    }

    static StartupFailure claimed(String why) {
        return new StartupFailure(
                ExitCode.CLAIMED,
                "This replica must not serve the node: " + why + ".",
                "podbridge.node.name",
                "See docs/operations.md, \"A node name that is taken\".");
    }
}

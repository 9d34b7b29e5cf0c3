package io.podbridge.app;

import io.podbridge.core.provider.Locality;
import io.podbridge.core.relay.RelayRole;
import io.podbridge.core.relay.RelayTls;
import io.podbridge.core.settings.PodbridgeSettings;
import io.podbridge.http.identity.IdentityException;
import io.podbridge.http.kubelet.KubeletServer;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What follows from the settings for the kubelet API, and whether that is possible here. */
final class KubeletPlan {

    private KubeletPlan() {}

    /**
     * Finds out before anything is registered whether it can be served.
     *
     * @throws StartupFailure if a port is taken, a file cannot be used, or the host has no address
     */
    static void require(PodbridgeSettings settings, Locality locality) {
        var kubelet = settings.kubelet();
        if (!kubelet.enabled()) {
            return;
        }
        Ports.requireFree("podbridge.kubelet.port", kubelet.bindHost(), kubelet.port());
        requireUsable("podbridge.kubelet", () -> KubeletServer.check(kubelet));
        address(settings);
        if (relays(settings, locality)) {
            Ports.requireFree(
                    "podbridge.relay.port",
                    settings.cluster().listeningHost(),
                    settings.relay().port());
            requireUsable("podbridge.relay", () -> settings.relay().tls().ifPresent(RelayTls::check));
        }
    }

    private static void requireUsable(String block, Runnable check) {
        try {
            check.run();
        } catch (IdentityException | UncheckedIOException | IllegalStateException unusable) {
            throw new StartupFailure(
                    ExitCode.CONFIGURATION,
                    "A certificate or key cannot be used: " + unusable.getMessage() + ".",
                    block,
                    "Name PEM files that podbridge may read, and keys that fit their certificates.",
                    unusable);
        }
    }

    /**
     * Whether other replicas are let to this one's containers: without certificates on a loopback address only
     * ({@code docs/decisions/0013}).
     */
    static boolean relays(PodbridgeSettings settings, Locality locality) {
        return settings.kubelet().enabled()
                && locality == Locality.REPLICA
                && (settings.relay().tls().isPresent()
                        || addressOf(settings.cluster().listeningHost()).isLoopbackAddress());
    }

    /** What the other replicas are told by the membership. */
    static List<String> roles(PodbridgeSettings settings, Locality locality) {
        return relays(settings, locality)
                ? List.of(RelayRole.of(settings.relay().port()))
                : List.of();
    }

    /** The IP address at which the API server reaches this replica. */
    static String address(PodbridgeSettings settings) {
        return settings.kubelet()
                .address()
                .orElseGet(() -> addressOf(settings.cluster().host()).getHostAddress());
    }

    /** The address that the Node has while this replica serves it; {@code status.hostIP} of the pods it makes. */
    static String nodeAddress(PodbridgeSettings settings) {
        return settings.node().address().orElseGet(() -> address(settings));
    }

    /** By all that somebody may call it. */
    static List<String> names(PodbridgeSettings settings, String address) {
        return Stream.of(
                        Optional.of(address),
                        settings.node().address(),
                        Optional.of(settings.cluster().host()),
                        Optional.of(settings.node().name()))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private static InetAddress addressOf(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            throw new StartupFailure(
                    ExitCode.CANNOT_CREATE,
                    "The host " + host + " has no address.",
                    "podbridge.cluster.host",
                    "Check the name, or set podbridge.kubelet.address.",
                    unknown);
        }
    }
}

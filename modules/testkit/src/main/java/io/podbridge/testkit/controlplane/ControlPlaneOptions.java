package io.podbridge.testkit.controlplane;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a control plane is made of.
 *
 * @param scheduler whether kube-scheduler runs; without it a test binds pods itself, by {@code spec.nodeName}
 * @param controllerManager whether kube-controller-manager runs; without it nobody makes ServiceAccounts, pods of
 *     Deployments, or evicts pods of a lost node, and the admission plug-in ServiceAccount is off
 * @param fsync whether etcd waits for the disk, as in production; off, it is faster and loses data with the machine
 *     only
 * @param etcdQuotaBytes the largest database etcd accepts, in bytes; 0 leaves etcd's own default (2 GiB)
 * @param apiServerFlags more flags for kube-apiserver; they come last, so a single-valued one overrides ours
 * @param directory where certificates, logs and data go, kept afterwards; null makes a temporary one, deleted at the
 *     end
 */
public record ControlPlaneOptions(
        boolean scheduler,
        boolean controllerManager,
        boolean fsync,
        long etcdQuotaBytes,
        List<String> apiServerFlags,
        @Nullable Path directory) {

    public ControlPlaneOptions {
        apiServerFlags = List.copyOf(apiServerFlags);
    }

    /** etcd and kube-apiserver only, without fsync: ready in a few seconds, and enough for a kubelet's tests. */
    public static ControlPlaneOptions plain() {
        return new ControlPlaneOptions(false, false, false, 0, List.of(), null);
    }

    public ControlPlaneOptions withScheduler(boolean on) {
        return new ControlPlaneOptions(on, controllerManager, fsync, etcdQuotaBytes, apiServerFlags, directory);
    }

    public ControlPlaneOptions withControllerManager(boolean on) {
        return new ControlPlaneOptions(scheduler, on, fsync, etcdQuotaBytes, apiServerFlags, directory);
    }

    /** For benchmarks, whose figures would be too good without it. */
    public ControlPlaneOptions withFsync(boolean on) {
        return new ControlPlaneOptions(scheduler, controllerManager, on, etcdQuotaBytes, apiServerFlags, directory);
    }

    public ControlPlaneOptions withEtcdQuotaBytes(long bytes) {
        return new ControlPlaneOptions(scheduler, controllerManager, fsync, bytes, apiServerFlags, directory);
    }

    /** Adds to the flags given before. */
    public ControlPlaneOptions withApiServerFlags(String... flags) {
        List<String> all =
                Stream.concat(apiServerFlags.stream(), Stream.of(flags)).toList();
        return new ControlPlaneOptions(scheduler, controllerManager, fsync, etcdQuotaBytes, all, directory);
    }

    public ControlPlaneOptions inDirectory(Path kept) {
        return new ControlPlaneOptions(scheduler, controllerManager, fsync, etcdQuotaBytes, apiServerFlags, kept);
    }
}

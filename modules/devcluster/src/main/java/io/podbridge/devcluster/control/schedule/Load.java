package io.podbridge.devcluster.control.schedule;

import io.podbridge.devcluster.control.reconcile.Resources;

/**
 * A node and what its pods ask for.
 *
 * @param requested the sum over its pods that have not terminated
 */
record Load(NodeView node, Resources requested) {

    Resources free() {
        return node.allocatable().minus(requested);
    }

    /**
     * Share that is free after the pod, from 0 to 1, the mean of cpu, memory and pods: kube-scheduler's LeastAllocated.
     */
    double freeShare(Resources pod) {
        var free = free().minus(pod);
        var all = node.allocatable();
        return (share(free.cpu(), all.cpu()) + share(free.memory(), all.memory()) + share(free.pods(), all.pods())) / 3;
    }

    private static double share(long free, long all) {
        return all <= 0 ? 0 : Math.max(0, (double) free / all);
    }
}

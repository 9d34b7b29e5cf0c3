package io.podbridge.devcluster.metrics;

/** How a kubelet names a pod in its metrics. */
record PodName(String namespace, String name) {}

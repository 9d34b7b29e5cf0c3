/**
 * The metrics API ({@code metrics.k8s.io}): asks the kubelets what nodes and pods have used, and answers what they use,
 * as metrics-server does. Begin with {@link io.podbridge.devcluster.metrics.Scraper}, and with
 * {@link io.podbridge.devcluster.metrics.History} for what the numbers mean.
 */
@NullMarked
package io.podbridge.devcluster.metrics;

import org.jspecify.annotations.NullMarked;

/**
 * What makes replicas one cluster: joining, noticing a death, leaving.
 *
 * <p>Start reading at {@link io.podbridge.core.cluster.ClusterReplica}; then
 * {@link io.podbridge.core.cluster.DeathVerdict}, the rule by which a crashed replica is removed within a second, and
 * {@code docs/decisions/0002-cluster-and-proof-of-death.md}, which says why that is safe.
 */
@NullMarked
package io.podbridge.core.cluster;

import org.jspecify.annotations.NullMarked;

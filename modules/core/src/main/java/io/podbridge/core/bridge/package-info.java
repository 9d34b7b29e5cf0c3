/**
 * Which bridge this replica belongs to, which Kubernetes cluster it serves, and whether it may act for both now.
 *
 * <p>Start reading at {@link io.podbridge.core.bridge.ClusterFence}. The reasons are in
 * {@code docs/decisions/0010-identity-of-a-bridge.md} and {@code docs/decisions/0021-one-kubernetes-cluster.md}.
 */
@NullMarked
package io.podbridge.core.bridge;

import org.jspecify.annotations.NullMarked;

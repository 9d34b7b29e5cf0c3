/**
 * The bridge as its users have it: replicas in JVMs of their own, a real control plane, the rights of
 * {@code deploy/kubernetes/rbac.yaml}, and faults. Start reading at {@link io.podbridge.app.bridge.KillRoundsIT}.
 */
@NullMarked
package io.podbridge.app.bridge;

import org.jspecify.annotations.NullMarked;

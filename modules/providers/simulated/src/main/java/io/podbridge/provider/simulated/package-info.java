/**
 * A make-believe cloud: runs any pod, costs nothing, and fails in every way a real one does when it is told to.
 *
 * <p>The cloud is not in the replicas. Its whole state is an append-only file, the
 * {@link io.podbridge.provider.simulated.Ledger}: what runs, and in which state, follows from its lines and the clock.
 * So it outlives every replica, and afterwards tells ({@link io.podbridge.provider.simulated.LedgerAudit}) whether a
 * pod was lost or run twice.
 *
 * <p>Start reading at {@link io.podbridge.provider.simulated.SimulatedProvider}; what a pod does when is in
 * {@link io.podbridge.provider.simulated.Instance}.
 */
@NullMarked
package io.podbridge.provider.simulated;

import org.jspecify.annotations.NullMarked;

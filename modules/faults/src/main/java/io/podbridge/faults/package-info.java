/**
 * Random faults against three replicas under load.
 *
 * <p>Start reading at {@link io.podbridge.faults.Campaign}; {@link io.podbridge.faults.FaultKind} lists the faults, and
 * {@link io.podbridge.faults.judge} says what became of the pods.
 */
@NullMarked
package io.podbridge.faults;

import org.jspecify.annotations.NullMarked;

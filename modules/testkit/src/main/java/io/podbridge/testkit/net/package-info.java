/**
 * Faults of the network and of what answers in somebody's place, to be switched on and off while a test runs.
 *
 * <p>Start reading at {@link io.podbridge.testkit.net.FaultProxy}.
 */
@NullMarked
package io.podbridge.testkit.net;

import org.jspecify.annotations.NullMarked;

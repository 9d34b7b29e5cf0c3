/** Trouble that tests order; begin with {@link io.podbridge.devcluster.fault.Faults}. Off until then. */
@NullMarked
package io.podbridge.devcluster.fault;

import org.jspecify.annotations.NullMarked;

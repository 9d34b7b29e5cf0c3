/** What every actor of a replica is given. Start reading at {@link io.podbridge.core.replica.ReplicaServices}. */
@NullMarked
package io.podbridge.core.replica;

import org.jspecify.annotations.NullMarked;

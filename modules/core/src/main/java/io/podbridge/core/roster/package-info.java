/**
 * How a shard's pods learn all that the API server wants of them, however many messages are lost: the feed sends each
 * shard a {@link Digest} of the complete truth until it is acknowledged, and the shard's roster compares it with what
 * its entities know. Start reading at {@link Comparison}.
 */
@NullMarked
package io.podbridge.core.roster;

import org.jspecify.annotations.NullMarked;

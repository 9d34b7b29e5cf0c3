/**
 * The streams of sessions: pipes and terminals of processes as Pekko streams, without a thread of an actor system ever
 * waiting for them. Start reading at {@link io.podbridge.provider.process.access.CommandSession}.
 */
@NullMarked
package io.podbridge.provider.process.access;

import org.jspecify.annotations.NullMarked;

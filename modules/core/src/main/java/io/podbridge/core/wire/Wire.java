package io.podbridge.core.wire;

/**
 * A message that may go to another replica. It is a record below a sealed interface that {@link WireTypes} lists.
 *
 * <p>Two versions talk to each other during a rolling update. So components are only added, never renamed or given
 * another meaning, and an added one is an {@code Optional} or a primitive: where the sender did not know it, it is
 * empty, 0 or false.
 */
public interface Wire {}

/**
 * The Node: one sharded entity, kept alive by every replica, that registers the node, keeps its status and runs the
 * feed; and the lease that every replica renews. Start reading at {@link io.podbridge.core.node.VirtualNode}.
 */
@NullMarked
package io.podbridge.core.node;

import org.jspecify.annotations.NullMarked;

/**
 * The virtual node: its Node object, its lease, and what keeps both alive.
 *
 * <p>Start reading at {@link io.podbridge.core.node.NodeSettings}.
 */
@NullMarked
package io.podbridge.core.node;

import org.jspecify.annotations.NullMarked;

/**
 * What keeps the cluster in order besides the workloads: deletion of what has lost its owner or its namespace, the
 * contents of new namespaces, nodes that fall silent, and the end of Events. Each class is one controller; begin with
 * {@link io.podbridge.devcluster.control.house.GarbageCollector}.
 */
@NullMarked
package io.podbridge.devcluster.control.house;

import org.jspecify.annotations.NullMarked;

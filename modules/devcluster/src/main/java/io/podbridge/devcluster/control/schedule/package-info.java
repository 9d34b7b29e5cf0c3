/**
 * The scheduler: which node a pod goes to. Begin with {@link io.podbridge.devcluster.control.schedule.Placement}.
 *
 * <p>It knows node selectors, required node affinity, taints, cordons and the capacity for cpu, memory and pods. It
 * does not know host ports, volumes, pod affinity, topology spread, priorities and preemption, nor preferred node
 * affinity.
 */
@NullMarked
package io.podbridge.devcluster.control.schedule;

import org.jspecify.annotations.NullMarked;

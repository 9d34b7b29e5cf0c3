/**
 * Runs each container of a pod as a group of processes on the replica's own machine. Linux only.
 *
 * <p>Start reading at {@link io.podbridge.provider.process.ProcessProvider}. Each pod has a {@code PodRunner}, which
 * carries out what the pure {@code PodPlan} decides; each start of a container is a {@code ContainerProcess}. A second
 * process, the {@code Keeper}, kills everything if this one dies or is paused: no container outlives its replica.
 */
@NullMarked
package io.podbridge.provider.process;

import org.jspecify.annotations.NullMarked;

/**
 * The controllers of Deployments, ReplicaSets and Jobs. Begin with
 * {@link io.podbridge.devcluster.control.workload.Rollout} and
 * {@link io.podbridge.devcluster.control.workload.ReplicaSetController}.
 *
 * <p>StatefulSets, DaemonSets, CronJobs and ReplicationControllers can be stored, but nothing acts on them: an Event
 * {@code NotSupported} says so to whoever describes one. Jobs adopt no pods, and those that are {@code Indexed} or have
 * a pod failure policy, a success policy or an index-wise back-off limit are not run; an Event says so.
 */
@NullMarked
package io.podbridge.devcluster.control.workload;

import org.jspecify.annotations.NullMarked;

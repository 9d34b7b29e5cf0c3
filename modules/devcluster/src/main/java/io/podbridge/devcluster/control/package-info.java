/**
 * The scheduler and the controllers of the embedded cluster; begin with
 * {@link io.podbridge.devcluster.control.Controllers}, which starts them all.
 *
 * <p>There are controllers for what {@code kubectl create deployment}, {@code create job}, {@code rollout},
 * {@code drain} and {@code delete} need. Out of scope: Endpoints and EndpointSlices (nothing here routes traffic to
 * Services), StatefulSets, DaemonSets, CronJobs, autoscaling, volumes, quotas, disruption budgets.
 */
@NullMarked
package io.podbridge.devcluster.control;

import org.jspecify.annotations.NullMarked;

/**
 * A cluster of real JVMs on this machine, to be killed, stopped and frozen by tests.
 *
 * <p>Start reading at {@link io.podbridge.testkit.cluster.LocalCluster}.
 */
@NullMarked
package io.podbridge.testkit.cluster;

import org.jspecify.annotations.NullMarked;

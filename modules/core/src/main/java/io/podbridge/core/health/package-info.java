/**
 * How a replica is: each part has a value, from which the Node's conditions, taints and Events follow; and a part that
 * ends takes its replica down. Start reading at {@link io.podbridge.core.health.NodeHealth} and
 * {@link io.podbridge.core.health.VitalParts}.
 */
@NullMarked
package io.podbridge.core.health;

import org.jspecify.annotations.NullMarked;

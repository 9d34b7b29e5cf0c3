/**
 * How a replica is: each part has a value, and a part that dies takes its replica down. Start reading at
 * {@link io.podbridge.core.health.VitalParts}.
 */
@NullMarked
package io.podbridge.core.health;

import org.jspecify.annotations.NullMarked;

/**
 * What a replica counts and measures. The actors know the port only; who shows the figures implements it. Start reading
 * at {@link io.podbridge.core.telemetry.Telemetry}.
 */
@NullMarked
package io.podbridge.core.telemetry;

import org.jspecify.annotations.NullMarked;

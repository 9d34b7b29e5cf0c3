/**
 * What containers print: {@link io.podbridge.provider.process.logs.LogPump} carries it into a
 * {@link io.podbridge.provider.process.logs.ContainerLog}, and {@link io.podbridge.provider.process.logs.LogSource}
 * shows it to people.
 */
@NullMarked
package io.podbridge.provider.process.logs;

import org.jspecify.annotations.NullMarked;

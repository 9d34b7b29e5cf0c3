/** A provider that runs pods in memory. */
@NullMarked
package io.podbridge.provider.simulated;

import org.jspecify.annotations.NullMarked;

/**
 * Changes to objects: JSON patch, merge patch and strategic merge patch; begin with
 * {@link io.podbridge.devcluster.patch.Patches}. Server-side apply is in {@code apply}.
 */
@NullMarked
package io.podbridge.devcluster.patch;

import org.jspecify.annotations.NullMarked;

/**
 * Which fields of which kinds are merged how, as patches and server-side apply need it; begin with
 * {@link io.podbridge.devcluster.structure.Structure}.
 */
@NullMarked
package io.podbridge.devcluster.structure;

import org.jspecify.annotations.NullMarked;

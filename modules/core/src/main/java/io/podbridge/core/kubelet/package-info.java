/**
 * What a replica knows of its kubelet API besides serving it, which {@code modules/http} does: the settings, and where
 * it is, for the Node to say. Begin with {@link io.podbridge.core.kubelet.KubeletSettings}.
 */
@NullMarked
package io.podbridge.core.kubelet;

import org.jspecify.annotations.NullMarked;

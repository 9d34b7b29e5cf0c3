/**
 * The routes of the kubelet API. Begin with {@link io.podbridge.http.kubelet.KubeletServer}; what they serve comes from
 * a {@link io.podbridge.http.kubelet.NodeView}.
 */
@NullMarked
package io.podbridge.http.kubelet;

import org.jspecify.annotations.NullMarked;

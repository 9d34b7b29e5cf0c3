/**
 * What the API server hands on to kubelets and pods: logs, exec, attach, port-forward, proxy; and asks them itself.
 * Begin with {@link io.podbridge.devcluster.proxy.KubeletProxy}.
 */
@NullMarked
package io.podbridge.devcluster.proxy;

import org.jspecify.annotations.NullMarked;

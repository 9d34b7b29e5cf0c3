/**
 * The Kubernetes API server, as podbridge sees it: a port of a few asynchronous calls, and its implementation.
 *
 * <p>The only package that knows fabric8 and the JSON of the API. Start reading at
 * {@link io.podbridge.core.kube.KubeApi}.
 */
@NullMarked
package io.podbridge.core.kube;

import org.jspecify.annotations.NullMarked;

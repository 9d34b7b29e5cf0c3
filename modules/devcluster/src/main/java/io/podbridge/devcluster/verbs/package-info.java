/**
 * What the verbs of the Kubernetes API do to the objects of the store, one class a verb; begin with
 * {@link io.podbridge.devcluster.verbs.ApiServer}. The rules are those of {@code k8s.io/apiserver/pkg/registry}
 * 0.36.
 */
@NullMarked
package io.podbridge.devcluster.verbs;

import org.jspecify.annotations.NullMarked;

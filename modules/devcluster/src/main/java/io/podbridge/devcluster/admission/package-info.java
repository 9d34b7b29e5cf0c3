/**
 * What the server fills in before an object is checked and stored; begin with
 * {@link io.podbridge.devcluster.admission.Defaults}. After {@code pkg/apis/.../v1/defaults.go} and the strategies'
 * {@code PrepareForCreate} of Kubernetes 1.36.
 */
@NullMarked
package io.podbridge.devcluster.admission;

import org.jspecify.annotations.NullMarked;

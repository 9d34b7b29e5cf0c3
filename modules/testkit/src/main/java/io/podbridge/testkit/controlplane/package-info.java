/**
 * A real Kubernetes control plane for tests: etcd and kube-apiserver, and kube-scheduler and kube-controller-manager
 * when asked for, as child processes on loopback, with a certificate authority of their own.
 *
 * <p>Start reading at {@link io.podbridge.testkit.controlplane.ControlPlane}; a test gets one with
 * {@link io.podbridge.testkit.controlplane.WithControlPlane}. The programs are not part of this artifact:
 * {@code tools/control-plane/build} builds them once, and tests are skipped where that was not done.
 *
 * <p>Depends on fabric8 and BouncyCastle, and on nothing else of podbridge.
 */
@NullMarked
package io.podbridge.testkit.controlplane;

import org.jspecify.annotations.NullMarked;

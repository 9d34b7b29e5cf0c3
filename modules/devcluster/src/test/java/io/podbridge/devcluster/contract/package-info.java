/**
 * The same cases against the embedded server and the real kube-apiserver, so that the two cannot drift; begin with
 * {@link io.podbridge.devcluster.contract.ApiServerContract}.
 */
@NullMarked
package io.podbridge.devcluster.contract;

import org.jspecify.annotations.NullMarked;

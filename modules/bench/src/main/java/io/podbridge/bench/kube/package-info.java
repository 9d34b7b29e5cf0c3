/**
 * What the client of the API server costs, against a real kube-apiserver. Start reading at
 * {@link io.podbridge.bench.kube.KubeClientBench}; the figures are in {@code docs/decisions/0004-kube-client.md} and
 * 0005.
 */
@NullMarked
package io.podbridge.bench.kube;

import org.jspecify.annotations.NullMarked;

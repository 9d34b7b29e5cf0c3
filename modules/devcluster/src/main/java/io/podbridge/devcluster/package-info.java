/**
 * An embedded Kubernetes API server for the demo and the tests: small, on loopback, in memory. It answers as
 * kube-apiserver does; a contract suite that runs against both keeps them alike.
 *
 * <p>A request goes {@code http} (TLS, identity, routes, encodings) → {@code api} (what the request means: defaults,
 * validation, patches, graceful deletion) → {@code store} (objects, their history, watches). The scheduler and the
 * controllers in {@code control} are clients of {@code api} like any other.
 */
@NullMarked
package io.podbridge.devcluster;

import org.jspecify.annotations.NullMarked;

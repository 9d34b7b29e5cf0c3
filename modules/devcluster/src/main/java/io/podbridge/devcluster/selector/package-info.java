/**
 * Label and field selectors, in the grammar and with the messages of kube-apiserver; begin with
 * {@link io.podbridge.devcluster.selector.LabelSelector}.
 */
@NullMarked
package io.podbridge.devcluster.selector;

import org.jspecify.annotations.NullMarked;

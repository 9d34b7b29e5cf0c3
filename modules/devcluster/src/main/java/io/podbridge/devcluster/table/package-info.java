/**
 * The tables that {@code kubectl get} shows, with the columns and words of kube-apiserver (its
 * {@code pkg/printers/internalversion/printers.go}); begin with {@link io.podbridge.devcluster.table.Tables}.
 */
@NullMarked
package io.podbridge.devcluster.table;

import org.jspecify.annotations.NullMarked;

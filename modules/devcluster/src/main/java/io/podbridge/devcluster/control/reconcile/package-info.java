/**
 * The machinery that the scheduler and all controllers share; begin with
 * {@link io.podbridge.devcluster.control.reconcile.Controller} and
 * {@link io.podbridge.devcluster.control.reconcile.ReconcileLoop}.
 *
 * <p>A watch of a kind ({@code Informer}) is shared by all loops. It puts the newest version of each object into the
 * {@code Inbox} of each loop; there versions of one object replace each other, so that an inbox is never larger than
 * the store. A loop empties its inbox before each decision: it knows of all its own writes then, because the store
 * tells its watches under the lock under which it writes.
 */
@NullMarked
package io.podbridge.devcluster.control.reconcile;

import org.jspecify.annotations.NullMarked;

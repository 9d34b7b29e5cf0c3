/**
 * Objects in memory, their history, and watches; begin with {@link io.podbridge.devcluster.store.ObjectStore}. What
 * an object means is none of its business, except for labels and the fields that selectors may name.
 */
@NullMarked
package io.podbridge.devcluster.store;

import org.jspecify.annotations.NullMarked;

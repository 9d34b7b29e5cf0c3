/**
 * From the API server to the pods' entities: lists and watches the node's pods and shows each, whole, to its entity.
 * Level-triggered: shown again on start, after a change of the cluster and from time to time. Start reading at
 * {@link io.podbridge.core.feed.PodFeed}.
 */
@NullMarked
package io.podbridge.core.feed;

import org.jspecify.annotations.NullMarked;

/**
 * The dialogue with the API server about one pod: the write of its status, and the question whether it is still there.
 *
 * <p>Values and pure functions. Start reading at {@link io.podbridge.core.lifecycle.publication.Publication}.
 */
@NullMarked
package io.podbridge.core.lifecycle.publication;

import org.jspecify.annotations.NullMarked;

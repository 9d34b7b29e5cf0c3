/**
 * What a replica writes about pods: statuses, and the removal of objects whose pods have ended. Start reading at
 * {@link io.podbridge.core.status.StatusWriter}.
 */
@NullMarked
package io.podbridge.core.status;

import org.jspecify.annotations.NullMarked;

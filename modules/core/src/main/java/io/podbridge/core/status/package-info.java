/**
 * Writes pods' statuses to the API server: one writer a replica, which sends the newest status of each pod only.
 *
 * <p>Start reading at {@link io.podbridge.core.status.WriterSettings}.
 */
@NullMarked
package io.podbridge.core.status;

import org.jspecify.annotations.NullMarked;

/**
 * What is done with the channels of a connection: a command or an attached process, or forwarded ports. Begin with
 * {@link io.podbridge.http.session.CommandConversation}.
 */
@NullMarked
package io.podbridge.http.session;

import org.jspecify.annotations.NullMarked;

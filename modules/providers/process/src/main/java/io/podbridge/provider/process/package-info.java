/** A provider that runs each container as a local process. */
@NullMarked
package io.podbridge.provider.process;

import org.jspecify.annotations.NullMarked;

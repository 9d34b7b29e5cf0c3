/** The virtual node: everything that does not depend on a provider, a web server or a command line. */
@NullMarked
package io.podbridge.core;

import org.jspecify.annotations.NullMarked;

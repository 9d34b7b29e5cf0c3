/** The program: command line and wiring. */
@NullMarked
package io.podbridge.app;

import org.jspecify.annotations.NullMarked;

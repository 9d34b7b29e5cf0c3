/** Benchmarks, never shipped. */
@NullMarked
package io.podbridge.bench;

import org.jspecify.annotations.NullMarked;

/** The relay between replicas, both ends in one JVM. */
@NullMarked
package io.podbridge.testkit.relay;

import org.jspecify.annotations.NullMarked;

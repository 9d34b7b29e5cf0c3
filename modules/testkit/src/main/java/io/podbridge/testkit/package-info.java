/** What a test of podbridge or of a provider needs. */
@NullMarked
package io.podbridge.testkit;

import org.jspecify.annotations.NullMarked;

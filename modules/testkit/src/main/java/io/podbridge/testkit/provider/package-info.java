/**
 * What a provider's author tests with.
 *
 * <p>Extend {@link io.podbridge.testkit.provider.ProviderContract}: every provider passes the same cases.
 * {@link io.podbridge.testkit.provider.PodFixtures} makes pods without an API server.
 */
@NullMarked
package io.podbridge.testkit.provider;

import org.jspecify.annotations.NullMarked;

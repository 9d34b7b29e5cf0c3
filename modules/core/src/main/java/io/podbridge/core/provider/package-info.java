/**
 * What runs the pods: the SPI that a platform implements, and the actor that calls it.
 *
 * <p>Start reading at {@link io.podbridge.core.provider.Provider}. {@code docs/provider-spi.md} maps each operation to
 * the calls of ACI, Fargate, Hyper.sh and Docker. A provider's author tests against {@code ProviderContract} of the
 * testkit.
 */
@NullMarked
package io.podbridge.core.provider;

import org.jspecify.annotations.NullMarked;

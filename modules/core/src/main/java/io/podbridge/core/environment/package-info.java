/**
 * The variables of a container, as the kubelet makes them: from literals, fields, ConfigMaps and Secrets. Start reading
 * at {@link io.podbridge.core.environment.EnvironmentResolver}.
 */
@NullMarked
package io.podbridge.core.environment;

import org.jspecify.annotations.NullMarked;

/**
 * What a person may do with a running container: read its logs, run a command in it, talk to its process, reach its
 * ports, see what it uses. Begin with {@link io.podbridge.core.streams.ContainerAccess}, which a provider implements;
 * the kubelet API serves it.
 */
@NullMarked
package io.podbridge.core.streams;

import org.jspecify.annotations.NullMarked;

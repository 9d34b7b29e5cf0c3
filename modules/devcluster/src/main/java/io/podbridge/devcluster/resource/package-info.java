/** The kinds of objects that the server knows; begin with {@link io.podbridge.devcluster.resource.ResourceType}. */
@NullMarked
package io.podbridge.devcluster.resource;

import org.jspecify.annotations.NullMarked;

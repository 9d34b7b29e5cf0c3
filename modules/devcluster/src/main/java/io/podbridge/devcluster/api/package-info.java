/** What requests mean, without HTTP; begin with {@link io.podbridge.devcluster.api.Api}. */
@NullMarked
package io.podbridge.devcluster.api;

import org.jspecify.annotations.NullMarked;

/**
 * What a request asks for, before anything is looked up; begin with
 * {@link io.podbridge.devcluster.request.RequestInfo}.
 */
@NullMarked
package io.podbridge.devcluster.request;

import org.jspecify.annotations.NullMarked;

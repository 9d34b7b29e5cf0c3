/** Reading and writing JSON trees as the API server does; begin with {@link io.podbridge.devcluster.json.Json}. */
@NullMarked
package io.podbridge.devcluster.json;

import org.jspecify.annotations.NullMarked;

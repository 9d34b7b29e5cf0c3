/**
 * What clients ask before all else: which groups, versions and kinds there are. Begin with
 * {@link io.podbridge.devcluster.discovery.Discovery}.
 */
@NullMarked
package io.podbridge.devcluster.discovery;

import org.jspecify.annotations.NullMarked;

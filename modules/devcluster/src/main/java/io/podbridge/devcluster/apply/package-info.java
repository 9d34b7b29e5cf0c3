/**
 * Who manages which field: server-side apply and {@code managedFields}, with the meaning of Kubernetes'
 * structured-merge-diff. Begin with {@link io.podbridge.devcluster.apply.FieldManagers}.
 */
@NullMarked
package io.podbridge.devcluster.apply;

import org.jspecify.annotations.NullMarked;

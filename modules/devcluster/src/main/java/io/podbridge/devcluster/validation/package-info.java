/**
 * What the server refuses, in the words of kube-apiserver; begin with
 * {@link io.podbridge.devcluster.validation.Validation} for the meaning of objects and with
 * {@link io.podbridge.devcluster.validation.FieldCheck} for their form.
 */
@NullMarked
package io.podbridge.devcluster.validation;

import org.jspecify.annotations.NullMarked;

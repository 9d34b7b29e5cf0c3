/**
 * What a person's kubectl must be able to do with a pod, as test cases for whoever serves the kubelet API: begin with
 * {@link io.podbridge.testkit.kubectl.KubectlMatrix}.
 */
@NullMarked
package io.podbridge.testkit.kubectl;

import org.jspecify.annotations.NullMarked;

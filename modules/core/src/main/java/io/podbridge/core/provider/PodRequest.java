package io.podbridge.core.provider;

import io.podbridge.core.pod.Pod;
import java.util.Map;

/**
 * A pod to be run, with everything resolved that only the API server knows.
 *
 * @param pod the pod; one that is made again is without the containers that have done their work, which only its
 *     manifest still has
 * @param environment container name (init containers included) to its variables, resolved, in order
 * @param restarts container name to how often it was started again so far by making the pod anew; the provider adds its
 *     own restarts to it
 */
public record PodRequest(Pod pod, Map<String, Map<String, String>> environment, Map<String, Integer> restarts) {}

package io.podbridge.testkit.provider;

import java.util.List;
import java.util.Map;

/**
 * How a platform is made to show a {@link Behaviour}.
 *
 * @param command the container's command; empty means "the image's"
 * @param annotations added to the pod's; where several containers name the same key, the values are joined with a comma
 */
public record Workload(List<String> command, Map<String, String> annotations) {}

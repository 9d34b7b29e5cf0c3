package io.podbridge.core.environment;

import java.util.List;
import java.util.Map;

/**
 * What a pod's variables may say of the node.
 *
 * @param name the node's name
 * @param hostIps the node's addresses, or that of this replica where the node has none, the first one first:
 *     {@code status.hostIP} and {@code status.hostIPs}
 * @param podIps the addresses that every pod will have, where that is known before it starts: pods whose containers run
 *     beside the replica share its addresses. Empty where the platform gives each pod its own
 * @param allocatable resource name to quantity: stands in for a container's missing limits
 */
public record NodeFacts(String name, List<String> hostIps, List<String> podIps, Map<String, String> allocatable) {}

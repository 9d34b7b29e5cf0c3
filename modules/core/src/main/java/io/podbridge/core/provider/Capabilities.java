package io.podbridge.core.provider;

import java.util.Set;

/**
 * What a platform can do. {@link FieldCheck} compares a pod with it, and lists the fields that need no word here.
 *
 * @param locality who reaches the containers
 * @param pushes whether {@link Provider#subscribe} reports changes; otherwise the pods are polled
 * @param updates whether {@link Provider#update} changes what runs
 * @param honoured paths below {@code spec} that the provider acts on (see {@code PodSpec.fields}); a path covers
 *     everything below it, and the empty path all of {@code spec}
 * @param ignorable paths that it does not act on and that a pod can live without: the pod runs, and the user is told by
 *     name. Any other path is refused by name
 */
public record Capabilities(
        Locality locality, boolean pushes, boolean updates, Set<String> honoured, Set<String> ignorable) {}

package io.podbridge.core.environment;

import io.podbridge.core.pod.Container;
import io.podbridge.core.pod.EnvironmentVariable;
import io.podbridge.core.pod.PodSpec;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The value of a {@code resourceFieldRef}: rounded up to whole divisors; CPU is counted in thousandths before that. A
 * missing limit is what the node can allocate, a missing request is 0, as with the kubelet.
 */
final class ResourceValue {
    private static final Set<String> DEFAULTED = Set.of("cpu", "memory", "ephemeral-storage");

    private ResourceValue() {}

    static Value of(EnvironmentVariable.Resource reference, Container own, PodSpec spec, NodeFacts node) {
        return container(reference.container(), own, spec)
                .map(container -> of(reference, container, node))
                .orElseGet(() -> Value.impossible("container " + reference.container() + " not found"));
    }

    private static Optional<Container> container(String name, Container own, PodSpec spec) {
        return name.isEmpty()
                ? Optional.of(own)
                : Stream.concat(spec.containers().stream(), spec.initContainers().stream())
                        .filter(container -> container.name().equals(name))
                        .findFirst();
    }

    private static Value of(EnvironmentVariable.Resource reference, Container container, NodeFacts node) {
        int dot = reference.resource().indexOf('.');
        String resource = reference.resource().substring(dot + 1);
        boolean known = DEFAULTED.contains(resource) || resource.startsWith("hugepages-");
        return switch (known ? reference.resource().substring(0, Math.max(dot, 0)) : "") {
            case "limits" -> divided(limit(resource, container, node), reference, resource);
            case "requests" -> divided(quantity(container.requests(), resource), reference, resource);
            default -> Value.impossible("unsupported container resource : " + reference.resource());
        };
    }

    private static Optional<Quantity> limit(String resource, Container container, NodeFacts node) {
        return quantity(container.limits(), resource)
                .flatMap(limit -> limit.zero() && DEFAULTED.contains(resource)
                        ? quantity(node.allocatable(), resource)
                        : Optional.of(limit));
    }

    /** Zero if there is none; empty if it is not a quantity. */
    private static Optional<Quantity> quantity(Map<String, String> resources, String resource) {
        return Quantity.parse(resources.getOrDefault(resource, "0"));
    }

    private static Value divided(Optional<Quantity> quantity, EnvironmentVariable.Resource reference, String resource) {
        Optional<Quantity> divisor = Quantity.parse(reference.divisor().isEmpty() ? "1" : reference.divisor());
        if (quantity.isEmpty() || divisor.isEmpty()) {
            return Value.impossible("not a quantity: " + reference.resource() + " by " + reference.divisor());
        }
        Quantity by = divisor.get().zero() ? Quantity.ONE : divisor.get();
        return new Value.Text(quantity.get().dividedBy(by, resource.equals("cpu") ? 3 : 0));
    }
}

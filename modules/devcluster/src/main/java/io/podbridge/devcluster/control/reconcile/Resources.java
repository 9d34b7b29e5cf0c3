package io.podbridge.devcluster.control.reconcile;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import tools.jackson.databind.JsonNode;

/**
 * An amount of what pods share on a node.
 *
 * @param cpu thousandths of a core
 * @param memory bytes
 * @param pods how many
 */
public record Resources(long cpu, long memory, long pods) {
    public static final Resources NONE = new Resources(0, 0, 0);

    /** Of a {@code ResourceList}; what is absent or malformed is 0. */
    public static Resources of(JsonNode list) {
        return new Resources(
                amount(list.path("cpu"), 1_000), amount(list.path("memory"), 1), amount(list.path("pods"), 1));
    }

    /**
     * What a pod asks for: the sum of its containers, or the largest init container if that is more, and overhead.
     * Sidecars (init containers that are restarted always) count as containers, and beside the init containers after
     * them ({@code PodRequests} of k8s.io/component-helpers/resource). It counts as one pod.
     */
    static Resources requestedBy(JsonNode spec) {
        var running = new Resources(0, 0, 1);
        for (var container : spec.path("containers").values()) {
            running = running.plus(requests(container));
        }
        var sidecars = NONE;
        var starting = NONE;
        for (var container : spec.path("initContainers").values()) {
            var asked = requests(container);
            if (container.path("restartPolicy").asString("").equals("Always")) {
                running = running.plus(asked);
                sidecars = sidecars.plus(asked);
                starting = starting.max(sidecars);
            } else {
                starting = starting.max(sidecars.plus(asked));
            }
        }
        return running.max(starting).plus(of(spec.path("overhead")));
    }

    /** The API server fills in the requests from the limits; those that came before it did count all the same. */
    private static Resources requests(JsonNode container) {
        var requests = container.path("resources").path("requests");
        var limits = container.path("resources").path("limits");
        return new Resources(
                amount(requests.has("cpu") ? requests.path("cpu") : limits.path("cpu"), 1_000),
                amount(requests.has("memory") ? requests.path("memory") : limits.path("memory"), 1),
                0);
    }

    private static long amount(JsonNode quantity, int unit) {
        var text = quantity.asString("");
        try {
            return text.isEmpty()
                    ? 0
                    : new Quantity(text)
                            .getNumericalAmount()
                            .multiply(BigDecimal.valueOf(unit))
                            .setScale(0, RoundingMode.CEILING)
                            .longValue();
        } catch (IllegalArgumentException | ArithmeticException malformed) {
            return 0;
        }
    }

    public Resources plus(Resources other) {
        return new Resources(cpu + other.cpu, memory + other.memory, pods + other.pods);
    }

    public Resources minus(Resources other) {
        return new Resources(cpu - other.cpu, memory - other.memory, pods - other.pods);
    }

    private Resources max(Resources other) {
        return new Resources(Math.max(cpu, other.cpu), Math.max(memory, other.memory), Math.max(pods, other.pods));
    }
}

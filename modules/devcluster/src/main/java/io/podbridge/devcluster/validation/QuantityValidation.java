package io.podbridge.devcluster.validation;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code ValidateResourceRequirements}. */
final class QuantityValidation {
    private QuantityValidation() {}

    static void check(ObjectNode container, String field, Faults faults) {
        JsonNode resources = container.path("resources");
        JsonNode limits = resources.path("limits");
        for (String kind : new String[] {"limits", "requests"}) {
            resources.path(kind).forEachEntry((name, quantity) -> {
                if (amount(quantity).signum() < 0) {
                    faults.invalid(
                            field + ".resources." + kind + "[" + name + "]",
                            quantity.asString(),
                            "must be greater than or equal to 0");
                }
            });
        }
        resources.path("requests").forEachEntry((name, request) -> {
            JsonNode limit = limits.path(name);
            if (!limit.isMissingNode() && amount(request).compareTo(amount(limit)) > 0) {
                faults.invalid(
                        field + ".resources.requests",
                        request.asString(),
                        "must be less than or equal to " + name + " limit of " + limit.asString());
            }
        });
    }

    static BigDecimal amount(JsonNode quantity) {
        return Quantity.getAmountInBytes(Quantity.parse(quantity.asString()));
    }
}

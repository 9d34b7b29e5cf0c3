package io.podbridge.devcluster.admission;

import io.fabric8.kubernetes.api.model.Quantity;
import io.podbridge.devcluster.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which pods suffer first when a node is short ({@code pkg/apis/core/helper/qos}). */
final class QualityOfService {
    private static final List<String> COUNTED = List.of("cpu", "memory");

    private QualityOfService() {}

    static String of(ObjectNode spec) {
        List<ObjectNode> containers = Stream.of("containers", "initContainers")
                .flatMap(list -> Json.objects(spec, list).stream())
                .toList();
        boolean none = containers.stream().allMatch(each -> unasked(each, "requests") && unasked(each, "limits"));
        if (none) {
            return "BestEffort";
        }
        return containers.stream().allMatch(QualityOfService::guaranteed) ? "Guaranteed" : "Burstable";
    }

    private static boolean unasked(ObjectNode container, String kind) {
        return COUNTED.stream().allMatch(each -> amount(container, kind, each).signum() == 0);
    }

    private static boolean guaranteed(ObjectNode container) {
        return COUNTED.stream().allMatch(each -> {
            BigDecimal limit = amount(container, "limits", each);
            BigDecimal request = amount(container, "requests", each);
            return limit.signum() > 0 && (request.signum() == 0 || request.compareTo(limit) == 0);
        });
    }

    private static BigDecimal amount(ObjectNode container, String kind, String resource) {
        JsonNode quantity = Json.at(container, "resources", kind, resource);
        try {
            return quantity.isValueNode() && !quantity.isNull()
                    ? Quantity.getAmountInBytes(Quantity.parse(quantity.asString()))
                    : BigDecimal.ZERO;
        } catch (IllegalArgumentException malformed) {
            // validation will say so
            return BigDecimal.ZERO;
        }
    }
}

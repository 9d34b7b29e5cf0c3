package io.podbridge.devcluster.table;

import io.fabric8.kubernetes.api.model.Quantity;
import io.podbridge.devcluster.metrics.Quantities;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** What metrics-server shows ({@code pkg/api/table.go}); of a pod the sum of its containers. */
final class MetricsColumns {
    private static final Column WINDOW = column("Window", "duration", subject -> subject.text("window"));

    static final List<Column> NODES = List.of(
            Column.NAME,
            column("cpu", "quantity", subject -> subject.text("usage", "cpu")),
            column("memory", "quantity", subject -> subject.text("usage", "memory")),
            WINDOW);

    static final List<Column> PODS = List.of(
            Column.NAME,
            column("cpu", "quantity", subject -> Quantities.cpu(sum(subject, "cpu", 9))),
            column("memory", "quantity", subject -> Quantities.memory(sum(subject, "memory", 0))),
            WINDOW);

    private MetricsColumns() {}

    private static Column column(String name, String format, Function<Subject, String> cell) {
        return new Column(name, "string", format, false, subject -> StringNode.valueOf(cell.apply(subject)));
    }

    private static long sum(Subject pod, String resource, int digits) {
        return amounts(pod, resource)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .movePointRight(digits)
                .longValue();
    }

    private static Stream<BigDecimal> amounts(Subject pod, String resource) {
        return pod.each("containers")
                .map(container -> container.path("usage").path(resource))
                .filter(JsonNode::isString)
                .map(amount -> new Quantity(amount.asString()).getNumericalAmount());
    }
}

package io.podbridge.devcluster.table;

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.StringNode;

/**
 * @param type as OpenAPI names it
 * @param format {@code name} marks the column that names the object
 * @param wide whether it is shown with {@code -o wide} only (priority 1)
 */
record Column(String name, String type, String format, boolean wide, Function<Subject, JsonNode> cell) {

    static final Column NAME = named("Name", subject -> subject.text("metadata", "name"));
    static final Column AGE = text("Age", subject -> subject.since("metadata", "creationTimestamp"));

    /** Where the name of the object is to be found, perhaps with something beside it. */
    static Column named(String name, Function<Subject, String> cell) {
        return new Column(name, "string", "name", false, subject -> StringNode.valueOf(cell.apply(subject)));
    }

    static Column text(String name, Function<Subject, String> cell) {
        return new Column(name, "string", "", false, subject -> StringNode.valueOf(cell.apply(subject)));
    }

    static Column number(String name, ToLongFunction<Subject> cell) {
        return new Column(name, "integer", "", false, subject -> LongNode.valueOf(cell.applyAsLong(subject)));
    }

    /** A number in a column that kube-apiserver declares to be text. */
    static Column count(String name, ToLongFunction<Subject> cell) {
        return new Column(name, "string", "", false, subject -> LongNode.valueOf(cell.applyAsLong(subject)));
    }

    static Column flag(String name, Predicate<Subject> cell) {
        return new Column(name, "boolean", "", false, subject -> BooleanNode.valueOf(cell.test(subject)));
    }

    Column inWide() {
        return new Column(name, type, format, true, cell);
    }

    /** Declared as another type than its cells have. */
    Column as(String declared) {
        return new Column(name, declared, format, wide, cell);
    }
}

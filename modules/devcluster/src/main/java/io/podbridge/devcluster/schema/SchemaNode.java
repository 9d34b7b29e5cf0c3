package io.podbridge.devcluster.schema;

import java.util.Map;
import java.util.Optional;

/** What may stand at one place of a document. Immutable; what lies below is looked up when it is asked for. */
public sealed interface SchemaNode {

    /** The JSON type, and the two of Kubernetes' own that are written as more than one of them. */
    enum Type {
        OBJECT,
        ARRAY,
        STRING,
        INTEGER,
        NUMBER,
        BOOLEAN,
        /** A number or the name of one: {@code targetPort}. */
        INT_OR_STRING,
        /** {@code "100m"}, or a plain number. */
        QUANTITY,
        ANY
    }

    Type type();

    /** Whether field names that the schema does not know may stand here: maps, and whatever has no schema. */
    default boolean open() {
        return false;
    }

    /** The schema of a field; empty if there is no such field. A map has it for any name. */
    default Optional<SchemaNode> field(String name) {
        return Optional.empty();
    }

    /** The schema of an array's items; empty if this is none. */
    default Optional<SchemaNode> items() {
        return Optional.empty();
    }

    /** An object with the fields that its model class has. */
    record Bean(Class<?> model) implements SchemaNode {
        @Override
        public Type type() {
            return Type.OBJECT;
        }

        @Override
        public Optional<SchemaNode> field(String name) {
            return Optional.ofNullable(fields().get(name));
        }

        /** All fields, in the order of the model. */
        public Map<String, SchemaNode> fields() {
            return Schema.fields(model);
        }
    }

    /** An object with names that are data, such as labels. */
    record MapOf(SchemaNode values) implements SchemaNode {
        @Override
        public Type type() {
            return Type.OBJECT;
        }

        @Override
        public boolean open() {
            return true;
        }

        @Override
        public Optional<SchemaNode> field(String name) {
            return Optional.of(values);
        }
    }

    record ListOf(SchemaNode element) implements SchemaNode {
        @Override
        public Type type() {
            return Type.ARRAY;
        }

        @Override
        public Optional<SchemaNode> items() {
            return Optional.of(element);
        }
    }

    /**
     * What has nothing below it.
     *
     * @param format as OpenAPI names it, for example {@code int32}; empty if there is none
     */
    record Value(Type type, String format) implements SchemaNode {}

    /** Whatever is written here is taken as it is. */
    record Anything() implements SchemaNode {
        @Override
        public Type type() {
            return Type.ANY;
        }

        @Override
        public boolean open() {
            return true;
        }

        @Override
        public Optional<SchemaNode> field(String name) {
            return Optional.of(this);
        }

        @Override
        public Optional<SchemaNode> items() {
            return Optional.of(this);
        }
    }
}

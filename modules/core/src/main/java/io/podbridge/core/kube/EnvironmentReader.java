package io.podbridge.core.kube;

import io.podbridge.core.pod.EnvironmentSource;
import io.podbridge.core.pod.EnvironmentVariable;
import io.podbridge.core.pod.EnvironmentVariable.Value;
import java.util.Optional;
import tools.jackson.core.JsonParser;

/** Reads elements of {@code env} and {@code envFrom}. */
final class EnvironmentReader {

    private static final Value EMPTY = new EnvironmentVariable.Literal("");

    private EnvironmentReader() {}

    /** A reference to an object, to a key of one, or to a field: the sources of a variable, with all they may hold. */
    private static final class Reference implements Tokens.FieldReader {
        private String name = "";
        private String key = "";
        private boolean optional;
        private String fieldPath = "";
        private String container = "";
        private String resource = "";
        private String divisor = "";

        static Reference of(JsonParser parser) {
            Reference reference = new Reference();
            Tokens.fields(parser, reference);
            return reference;
        }

        @Override
        public void read(String field, JsonParser value) {
            switch (field) {
                case "name" -> name = Tokens.text(value);
                case "key" -> key = Tokens.text(value);
                case "optional" -> optional = Tokens.flag(value);
                case "fieldPath" -> fieldPath = Tokens.text(value);
                case "containerName" -> container = Tokens.text(value);
                case "resource" -> resource = Tokens.text(value);
                case "divisor" -> divisor = Tokens.text(value);
                default -> value.skipChildren();
            }
        }

        /** The API server writes "0" where the user wrote no divisor. */
        private Value resourceValue() {
            return new EnvironmentVariable.Resource(container, resource, divisor.equals("0") ? "" : divisor);
        }
    }

    /** A variable; a source that this version does not know is noted as a field of its own, so that it is refused. */
    static EnvironmentVariable variable(JsonParser parser, FieldPaths.Node env, SpecFields fields) {
        var variable = new Tokens.FieldReader() {
            private String name = "";
            private Value content = EMPTY;

            @Override
            public void read(String field, JsonParser value) {
                switch (field) {
                    case "name" -> name = Tokens.text(value);
                    case "value" -> content = new EnvironmentVariable.Literal(Tokens.text(value));
                    case "valueFrom" -> Tokens.fields(value, this::source);
                    default -> fields.other(env.elements().field(field), value);
                }
            }

            private void source(String kind, JsonParser value) {
                Optional<Value> known = known(kind, value);
                known.ifPresent(it -> content = it);
                if (known.isEmpty()) {
                    fields.other(env.elements().field("valueFrom").field(kind), value);
                }
            }
        };
        Tokens.fields(parser, variable);
        return new EnvironmentVariable(variable.name, variable.content);
    }

    private static Optional<Value> known(String kind, JsonParser value) {
        return switch (kind) {
            case "fieldRef" -> Optional.of(new EnvironmentVariable.Field(Reference.of(value).fieldPath));
            case "resourceFieldRef" -> Optional.of(Reference.of(value).resourceValue());
            case "configMapKeyRef" -> {
                Reference from = Reference.of(value);
                yield Optional.of(new EnvironmentVariable.ConfigMapKey(from.name, from.key, from.optional));
            }
            case "secretKeyRef" -> {
                Reference from = Reference.of(value);
                yield Optional.of(new EnvironmentVariable.SecretKey(from.name, from.key, from.optional));
            }
            default -> Optional.empty();
        };
    }

    /** A whole ConfigMap or Secret; one without either is a ConfigMap without a name, which does not exist. */
    static EnvironmentSource source(JsonParser parser, FieldPaths.Node envFrom, SpecFields fields) {
        var source = new Tokens.FieldReader() {
            private String prefix = "";
            private boolean secret;
            private Reference reference = new Reference();

            @Override
            public void read(String field, JsonParser value) {
                switch (field) {
                    case "prefix" -> prefix = Tokens.text(value);
                    case "configMapRef" -> reference = Reference.of(value);
                    case "secretRef" -> {
                        secret = true;
                        reference = Reference.of(value);
                    }
                    default -> fields.other(envFrom.elements().field(field), value);
                }
            }
        };
        Tokens.fields(parser, source);
        Reference from = source.reference;
        return source.secret
                ? new EnvironmentSource.FromSecret(source.prefix, from.name, from.optional)
                : new EnvironmentSource.FromConfigMap(source.prefix, from.name, from.optional);
    }
}

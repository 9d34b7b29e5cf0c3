package io.podbridge.devcluster.selector;

import io.podbridge.devcluster.selector.Token.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads the grammar of label selectors; the sentences about what is wrong are apimachinery's. */
final class LabelParser {

    /** What is wrong with a selector. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    private final List<Token> tokens;
    private int position;

    private LabelParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    static List<Requirement> parse(String selector) {
        return new LabelParser(LabelLexer.tokens(selector)).requirements();
    }

    private List<Requirement> requirements() {
        var requirements = new ArrayList<Requirement>();
        while (operand().kind() != Kind.END) {
            var first = operand();
            if (first.kind() != Kind.WORD && first.kind() != Kind.NOT) {
                throw unexpected(first, ", expected: !, identifier, or 'end of string'");
            }
            requirements.add(requirement());
            separator();
        }
        return requirements;
    }

    private void separator() {
        var token = take();
        switch (token.kind()) {
            case END -> position--;
            case COMMA -> {
                var next = operand();
                if (next.kind() != Kind.WORD && next.kind() != Kind.NOT) {
                    throw unexpected(next, ", expected: identifier after ','");
                }
            }
            default -> throw unexpected(token, ", expected: ',' or 'end of string'");
        }
    }

    private Requirement requirement() {
        try {
            var negated = operand().kind() == Kind.NOT;
            if (negated) {
                take();
            }
            var key = takeOperand();
            if (key.kind() != Kind.WORD) {
                throw unexpected(key, ", expected: identifier");
            }
            checkKey("<nil>", key.text());
            if (negated) {
                return new Requirement.Absent(key.text());
            }
            var ended = operand().kind() == Kind.END || operand().kind() == Kind.COMMA;
            return ended ? new Requirement.Exists(key.text()) : compared(key.text());
        } catch (Malformed malformed) {
            throw new Malformed("unable to parse requirement: " + malformed.getMessage());
        }
    }

    private Requirement compared(String key) {
        var operator = take();
        return switch (operator.kind()) {
            case IN -> in(key, values());
            case NOT_IN -> notIn(key, values());
            case EQUALS -> in(key, Set.of(exactValue()));
            case NOT_EQUALS -> notIn(key, Set.of(exactValue()));
            case GREATER -> beyond(key, 1, exactValue());
            case LESS -> beyond(key, -1, exactValue());
            case END, ERROR, WORD, OPEN, CLOSE, COMMA, NOT ->
                throw unexpected(operator, ", expected: in, notin, =, ==, !=, gt, lt");
        };
    }

    static Requirement in(String key, Collection<String> values) {
        checkValues(key, values);
        return new Requirement.In(key, Set.copyOf(values));
    }

    static Requirement notIn(String key, Collection<String> values) {
        checkValues(key, values);
        return new Requirement.NotIn(key, Set.copyOf(values));
    }

    private static Requirement beyond(String key, int sign, String value) {
        try {
            return new Requirement.Beyond(key, sign, Long.parseLong(value));
        } catch (NumberFormatException noInteger) {
            throw new Malformed("values[0]: Invalid value: \"" + value
                    + "\": for 'Gt', 'Lt' operators, the value must be an integer");
        }
    }

    private Set<String> values() {
        var open = takeOperand();
        if (open.kind() != Kind.OPEN) {
            throw unexpected(open, " expected: '('");
        }
        var first = operand();
        return switch (first.kind()) {
            case WORD, COMMA -> list();
            case CLOSE -> {
                take();
                yield Set.of("");
            }
            default -> throw unexpected(first, ", expected: ',', ')' or identifier");
        };
    }

    /** {@code (a,,b)}: nothing between two commas is the empty value. */
    private Set<String> list() {
        var values = new TreeSet<String>();
        while (true) {
            var token = takeOperand();
            var next = operand();
            if (token.kind() == Kind.WORD) {
                values.add(token.text());
                if (next.kind() != Kind.COMMA && next.kind() != Kind.CLOSE) {
                    throw unexpected(next, ", expected: ',' or ')'");
                }
            } else if (token.kind() != Kind.COMMA) {
                throw unexpected(token, ", expected: ',', or identifier");
            } else if (values.isEmpty() || next.kind() == Kind.CLOSE || next.kind() == Kind.COMMA) {
                values.add("");
            }
            if (next.kind() == Kind.CLOSE) {
                take();
                return values;
            }
        }
    }

    private String exactValue() {
        if (operand().kind() == Kind.END || operand().kind() == Kind.COMMA) {
            return "";
        }
        var value = takeOperand();
        if (value.kind() != Kind.WORD) {
            throw unexpected(value, ", expected: identifier");
        }
        return value.text();
    }

    static void checkKey(String path, String key) {
        var faults = LabelSyntax.faultsOfKey(key);
        if (!faults.isEmpty()) {
            throw new Malformed(path + ": Invalid value: \"" + key + "\": " + String.join("; ", faults));
        }
    }

    private static void checkValues(String key, Collection<String> values) {
        if (values.isEmpty()) {
            throw new Malformed("values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty");
        }
        var index = 0;
        for (var value : values) {
            var faults = LabelSyntax.faultsOfValue(value);
            if (!faults.isEmpty()) {
                throw new Malformed("values[%d][%s]: Invalid value: \"%s\": %s"
                        .formatted(index, key, value, String.join("; ", faults)));
            }
            index++;
        }
    }

    private static Malformed unexpected(Token found, String expected) {
        return new Malformed("found '" + found.text() + "'" + expected);
    }

    private Token operand() {
        return tokens.get(Math.min(position, tokens.size() - 1)).asOperand();
    }

    private Token takeOperand() {
        return take().asOperand();
    }

    private Token take() {
        var token = tokens.get(Math.min(position, tokens.size() - 1));
        position++;
        return token;
    }
}

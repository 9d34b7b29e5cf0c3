package io.podbridge.devcluster.selector;

import io.podbridge.devcluster.selector.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes a label selector apart (the tokens of apimachinery's {@code labels/selector.go}). */
final class LabelLexer {
    private static final String SYMBOLS = "=!(),><";
    private static final String SPACES = " \t\r\n";
    private static final Map<String, Kind> OPERATORS = Map.of(
            "=", Kind.EQUALS,
            "==", Kind.EQUALS,
            "!=", Kind.NOT_EQUALS,
            "!", Kind.NOT,
            "(", Kind.OPEN,
            ")", Kind.CLOSE,
            ",", Kind.COMMA,
            ">", Kind.GREATER,
            "<", Kind.LESS);

    private final String text;
    private int position;

    private LabelLexer(String text) {
        this.text = text;
    }

    /** Ends with one {@link Kind#END}. */
    static List<Token> tokens(String selector) {
        var lexer = new LabelLexer(selector);
        var tokens = new ArrayList<Token>();
        Token token;
        do {
            token = lexer.next();
            tokens.add(token);
        } while (token.kind() != Kind.END);
        return tokens;
    }

    private Token next() {
        while (at(SPACES)) {
            position++;
        }
        if (position == text.length()) {
            return new Token(Kind.END, "");
        }
        return at(SYMBOLS) ? symbol() : word();
    }

    /** The longest operator that begins here. */
    private Token symbol() {
        var start = position;
        Optional<Token> longest = Optional.empty();
        while (at(SYMBOLS)) {
            var candidate = text.substring(start, position + 1);
            var kind = OPERATORS.get(candidate);
            if (kind == null && longest.isPresent()) {
                break;
            }
            position++;
            if (kind != null) {
                longest = Optional.of(new Token(kind, candidate));
            }
        }
        return longest.orElseGet(() ->
                new Token(Kind.ERROR, "error expected: keyword found '%s'".formatted(text.substring(start, position))));
    }

    private Token word() {
        var start = position;
        while (position < text.length() && !at(SYMBOLS) && !at(SPACES)) {
            position++;
        }
        var word = text.substring(start, position);
        return new Token(
                switch (word) {
                    case "in" -> Kind.IN;
                    case "notin" -> Kind.NOT_IN;
                    default -> Kind.WORD;
                },
                word);
    }

    private boolean at(String characters) {
        return position < text.length() && characters.indexOf(text.charAt(position)) >= 0;
    }
}

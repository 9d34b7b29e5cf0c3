package io.podbridge.devcluster.selector;

/** A piece of a label selector as it was written. */
record Token(Kind kind, String text) {

    enum Kind {
        END,
        ERROR,
        WORD,
        IN,
        NOT_IN,
        OPEN,
        CLOSE,
        COMMA,
        NOT,
        EQUALS,
        NOT_EQUALS,
        GREATER,
        LESS
    }

    /** The words {@code in} and {@code notin} are keys and values like others where no operator is expected. */
    Token asOperand() {
        return kind == Kind.IN || kind == Kind.NOT_IN ? new Token(Kind.WORD, text) : this;
    }
}

package io.podbridge.http.kubelet;

import java.util.function.Function;

/** What a request asks for, if it may ask so. */
sealed interface Checked<T> {

    record Good<T>(T value) implements Checked<T> {}

    record Bad<T>(Reply reply) implements Checked<T> {}

    static <T> Checked<T> of(T value) {
        return new Good<>(value);
    }

    static <T> Checked<T> refused(int status, String text) {
        return new Bad<>(new Reply(status, text));
    }

    default <R> Checked<R> then(Function<? super T, Checked<R>> next) {
        return switch (this) {
            case Good<T>(T value) -> next.apply(value);
            case Bad<T>(Reply reply) -> new Bad<>(reply);
        };
    }
}

package io.podbridge.core.flow;

import io.podbridge.core.pod.ProviderFailure;
import java.util.function.Function;

/** What came of a call: a value, or the reason why there is none. */
public sealed interface Outcome<T> {

    /** It worked. */
    record Success<T>(T value) implements Outcome<T> {}

    /** It did not. */
    record Failure<T>(ProviderFailure failure) implements Outcome<T> {}

    /** A success. */
    static <T> Outcome<T> of(T value) {
        return new Success<>(value);
    }

    /** A failure. */
    static <T> Outcome<T> failed(ProviderFailure failure) {
        return new Failure<>(failure);
    }

    /** The same failure, or the value mapped. */
    default <R> Outcome<R> map(Function<? super T, ? extends R> mapping) {
        return switch (this) {
            case Success<T>(var value) -> new Success<>(mapping.apply(value));
            case Failure<T>(var failure) -> new Failure<>(failure);
        };
    }
}

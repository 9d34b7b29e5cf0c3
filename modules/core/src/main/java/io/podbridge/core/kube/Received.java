package io.podbridge.core.kube;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of a request: an answer, whoever gave it, or the reason why there is none. Reading it may be repeated.
 *
 * @param answer empty if there is none
 * @param error why there is none
 */
record Received(Call call, Endpoint endpoint, Optional<Answer> answer, Optional<Throwable> error) {

    static Received of(Call call, Endpoint endpoint, @Nullable Answer answer, @Nullable Throwable error) {
        return new Received(call, endpoint, Optional.ofNullable(answer), Optional.ofNullable(error));
    }

    /** Its HTTP status; 0 if there is no answer. */
    int status() {
        return answer.map(Answer::status).orElse(0);
    }

    /** Whatever the bytes are, they are a result only if they are the API server's own words. */
    <T> ApiResult<T> as(Expected<T> expected) {
        return answer.map(it -> read(it, expected))
                .orElseGet(() -> ApiResult.not(Problems.unanswered(why(), call, endpoint)));
    }

    private <T> ApiResult<T> read(Answer words, Expected<T> expected) {
        return words.good()
                ? expected.read(words.body())
                        .map(ApiResult::ok)
                        .orElseGet(() -> ApiResult.not(Problems.unexpected(words, call, endpoint, expected.what())))
                : ApiResult.not(Problems.answered(words, call, endpoint));
    }

    private Throwable why() {
        return error.orElseGet(() -> new IllegalStateException("neither an answer nor an error"));
    }
}

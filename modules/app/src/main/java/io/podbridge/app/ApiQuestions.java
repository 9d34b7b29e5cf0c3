package io.podbridge.app;

import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.KubeApi;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Questions to the API server before a replica starts: the answer, or the end with an exit code that says why. */
final class ApiQuestions {

    /** Short, since whoever starts this wants to know soon; long enough for a moment's overload. */
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(3));

    private ApiQuestions() {}

    /** An object, if it is there. */
    static Optional<ApiObject> find(KubeApi api, String path) {
        ApiResult<ApiObject> result = ask(() -> api.get(path));
        return result instanceof ApiResult.Not<ApiObject>(ApiResult.NotFound missing)
                ? Optional.empty()
                : Optional.of(value(result));
    }

    /**
     * The answer.
     *
     * @throws StartupFailure if there is none
     */
    static <T> T answer(Supplier<CompletionStage<ApiResult<T>>> call) {
        return value(ask(call));
    }

    /**
     * An API server that is busy, or just starting too, is asked again, without a word: whoever starts this gets one
     * message, when it is given up. A refusal is an answer.
     */
    static <T> ApiResult<T> ask(Supplier<CompletionStage<ApiResult<T>>> call) {
        ApiResult<T> result = call.get().toCompletableFuture().join();
        for (Duration pause : PAUSES) {
            if (!(result instanceof ApiResult.Not<T>(ApiResult.Unavailable unavailable))) {
                return result;
            }
            LockSupport.parkNanos(pause.toNanos());
            result = call.get().toCompletableFuture().join();
        }
        return result;
    }

    static <T> T value(ApiResult<T> result) {
        return switch (result) {
            case ApiResult.Ok<T>(var value) -> value;
            case ApiResult.Not<T>(ApiResult.Forbidden(var status, var message))
            when status == ApiResult.Forbidden.UNTRUSTED ->
                throw new StartupFailure(
                        ExitCode.REFUSED,
                        "The API server is not known to be the right one: " + message,
                        "podbridge.kubernetes",
                        "Check the certificate-authority of the kubeconfig, and that the address is the right one.");
            case ApiResult.Not<T>(ApiResult.Forbidden refused) ->
                throw new StartupFailure(
                        ExitCode.REFUSED,
                        "The API server refuses this user: " + refused.message(),
                        "the user of the kubeconfig, or the pod's ServiceAccount",
                        "Check the credentials, and apply deploy/kubernetes/rbac.yaml.");
            case ApiResult.Not<T>(var problem) ->
                throw new StartupFailure(
                        ExitCode.UNAVAILABLE,
                        "The API server does not answer as it should: " + problem.message(),
                        "podbridge.kubernetes",
                        "Check its address and that it runs; then start again.");
        };
    }
}

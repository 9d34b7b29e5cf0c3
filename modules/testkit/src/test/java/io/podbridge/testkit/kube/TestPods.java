package io.podbridge.testkit.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.pod.PodId;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;

/** Pods of a real API server. */
final class TestPods {

    private TestPods() {}

    static PodId create(KubeApi api, String node, String name) {
        String json = """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s"},"spec":{"nodeName":"%s",
             "initContainers":[{"name":"init","image":"init:1"}],
             "containers":[{"name":"web","image":"web:1","env":[{"name":"A","value":"1"}]}]}}
            """.formatted(name, node);
        ApiObject object = done(api.create("/api/v1/namespaces/default/pods", json.getBytes(StandardCharsets.UTF_8)));
        return new PodId(object.uid(), "default", name);
    }

    static <T> T done(CompletionStage<ApiResult<T>> stage) {
        ApiResult<T> result = stage.toCompletableFuture().join();
        assertThat(result).isInstanceOf(ApiResult.Ok.class);
        return ((ApiResult.Ok<T>) result).value();
    }

    static <T> ApiResult.Problem problem(CompletionStage<ApiResult<T>> stage) {
        ApiResult<T> result = stage.toCompletableFuture().join();
        assertThat(result).isInstanceOf(ApiResult.Not.class);
        return ((ApiResult.Not<T>) result).problem();
    }
}

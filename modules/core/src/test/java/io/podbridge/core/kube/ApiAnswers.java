package io.podbridge.core.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.kube.ApiResult.Problem;
import java.util.concurrent.CompletionStage;

/** Answers as kube-apiserver 1.36.3 writes them. */
final class ApiAnswers {

    private ApiAnswers() {}

    /** How it says no, without saying what about. */
    static String failure(int code, String reason) {
        return failure(code, reason, "{}");
    }

    /** How it says that there is no such object. */
    static String notFound(String group, String resource, String name) {
        String of = group.isEmpty() ? "" : "\"group\":\"" + group + "\",";
        return failure(404, "NotFound", "{\"name\":\"" + name + "\"," + of + "\"kind\":\"" + resource + "\"}");
    }

    static String failure(int code, String reason, String details) {
        return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\"why\","
                + "\"reason\":\"" + reason + "\",\"details\":" + details + ",\"code\":" + code + "}";
    }

    /** How it says that an object was deleted. */
    static String deleted(String resource, String name, String uid) {
        return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Success\",\"details\":{\"name\":\""
                + name + "\",\"kind\":\"" + resource + "\",\"uid\":\"" + uid + "\"}}";
    }

    /** An object of which only the metadata were asked for. */
    static String metadata(String name, String uid, String version) {
        return "{\"kind\":\"PartialObjectMetadata\",\"apiVersion\":\"meta.k8s.io/v1\",\"metadata\":{\"name\":\"" + name
                + "\",\"namespace\":\"default\",\"uid\":\"" + uid + "\",\"resourceVersion\":\"" + version + "\"}}";
    }

    /** An object of any kind; {@code rest} follows the metadata. */
    static String object(String apiVersion, String kind, String name, String rest) {
        return "{\"kind\":\"" + kind + "\",\"apiVersion\":\"" + apiVersion + "\",\"metadata\":{\"name\":\"" + name
                + "\",\"uid\":\"u\",\"resourceVersion\":\"3\"}" + rest + "}";
    }

    /** A page of a list of pods. */
    static String pods(String version, String continuation, String... pods) {
        return "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"" + version
                + "\",\"continue\":\"" + continuation + "\"},\"items\":[" + String.join(",", pods) + "]}";
    }

    /** The place in the history, as a watch of pods tells it. */
    static String bookmark(String version) {
        return "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"" + version
                + "\"},\"spec\":{\"containers\":null},\"status\":{}}";
    }

    /** Why the call was not done. */
    static <T> Problem problem(CompletionStage<ApiResult<T>> stage) {
        ApiResult<T> result = stage.toCompletableFuture().join();
        assertThat(result).isInstanceOf(ApiResult.Not.class);
        return ((ApiResult.Not<T>) result).problem();
    }
}

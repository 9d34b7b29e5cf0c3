package io.podbridge.core.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.kube.ApiResult.Unavailable;
import io.podbridge.core.kube.KubeApi.PatchType;
import io.podbridge.core.kube.KubeApi.PodScope;
import io.podbridge.core.kube.PodWatchListener.End;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Something else answers in the API server's place: nothing is concluded from that, and it is named. */
class ForeignAnswersTest {

    private static final PodId POD = new PodId("u-1", "default", "p-u-1");
    private static final PodScope SCOPE = new PodScope("n1", false);
    private static final String LEASE = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/n1";
    private static final String HTML = "<html>\n<h1>Welcome</h1></html>";

    @TempDir
    Path directory;

    private static Map<String, Function<KubeApi, CompletionStage<? extends ApiResult<?>>>> calls() {
        byte[] body = {'{', '}'};
        Map<String, Function<KubeApi, CompletionStage<? extends ApiResult<?>>>> calls = new LinkedHashMap<>();
        calls.put("version", KubeApi::version);
        calls.put("list", api -> api.listPods(SCOPE));
        calls.put("get pod", api -> api.getPod(POD));
        calls.put("find pod", api -> api.findPod("n1", "default", "p-u-1"));
        calls.put("patch status", api -> api.patchPodStatus(POD, "1", PodStatus.none()));
        calls.put("delete pod", api -> api.deletePod(POD));
        calls.put("get lease", api -> api.get(LEASE));
        calls.put("get secret", api -> api.get("/api/v1/namespaces/default/secrets/p-u-1"));
        calls.put("create", api -> api.create("/api/v1/namespaces/default/events", body));
        calls.put("replace", api -> api.replace(LEASE, body));
        calls.put("patch", api -> api.patch("/api/v1/nodes/p-u-1/status", PatchType.MERGE, body));
        calls.put("delete", api -> api.delete("/api/v1/nodes/p-u-1", "u-1"));
        return calls;
    }

    private static List<Answer> answers() {
        return List.of(
                answer(404, "default backend - 404"),
                answer(404, "404 page not found\n"),
                answer(404, ""),
                answer(404, "{\"code\":404,\"message\":\"no route\"}"),
                answer(
                        404,
                        "{\"kind\":\"Status\",\"message\":\"pods \\\"p-u-1\\\" not found\",\"reason\":\"NotFound\"}"),
                answer(200, "{}"),
                answer(200, "{\"status\":\"ok\"}"),
                answer(200, HTML),
                answer(200, "\"ok\""),
                answer(200, ""),
                answer(200, ApiAnswers.object("v1", "Service", "p-u-1", "")),
                answer(
                        200,
                        "{\"kind\":\"NodeList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[]}"),
                answer(200, "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{},\"items\":[]}"),
                answer(200, "{\"kind\":\"PodList\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[]}"),
                answer(200, "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"1\"}}"),
                answer(200, ApiAnswers.pods("1", "", "{\"metadata\":{\"name\":\"p-u-1\"}}")),
                answer(200, PodJson.of("u-2", "n1", "5")),
                answer(300, HTML),
                answer(409, "conflict"),
                answer(410, "gone"),
                answer(400, "no"),
                answer(422, "{\"error\":\"no\"}"));
    }

    private static Answer answer(int status, String body) {
        return new Answer(status, Optional.empty(), body.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<Arguments> foreign() {
        return calls().keySet().stream()
                .flatMap(call -> answers().stream()
                        .map(answer -> Arguments.of(
                                call, answer.status(), new String(answer.body(), StandardCharsets.UTF_8))));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void nothingIsConcludedAndOneLineSaysWhatWasExpectedAndWhatCame(String call, int status, String body)
            throws IOException {
        var meant = calls().get(call);
        assertThat(meant).isNotNull();
        try (RawServer server = RawServer.answering(status, body);
                KubeApi api = server.client(directory)) {
            ApiResult<?> result = meant.apply(api).toCompletableFuture().join();
            assertThat(result).isInstanceOf(ApiResult.Not.class);
            ApiResult.Problem problem = ((ApiResult.Not<?>) result).problem();
            assertThat(problem).isInstanceOf(Unavailable.class);
            assertThat(problem.message())
                    .contains("expected ")
                    .contains("HTTP status " + status)
                    .contains(body.substring(0, Math.min(4, body.length())).strip())
                    .contains("http://127.0.0.1:" + server.port())
                    .doesNotContain("\n");
        }
    }

    @Test
    void aNodeThatIsNotThereIsSaidByItsNameAndResource() throws IOException {
        try (RawServer server = RawServer.answering(404, ApiAnswers.notFound("", "nodes", "n1"));
                KubeApi api = server.client(directory)) {
            assertThat(problem(api.get("/api/v1/nodes/n1"))).isInstanceOf(ApiResult.NotFound.class);
            assertThat(problem(api.patch("/api/v1/nodes/n1/status", PatchType.MERGE, new byte[] {'{', '}'})))
                    .isInstanceOf(ApiResult.NotFound.class);
            assertThat(problem(api.get("/api/v1/nodes/n2"))).isInstanceOf(Unavailable.class);
            assertThat(problem(api.get(LEASE))).isInstanceOf(Unavailable.class);
            assertThat(problem(api.getPod(new PodId("u", "default", "n1")))).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void aPageWithoutAVersionSpoilsTheWholeList() throws IOException {
        RawServer.Script script = (request, exchange) -> exchange.answer(
                200,
                request.path().contains("continue=")
                        ? ApiAnswers.pods("", "", PodJson.of("b", "n1", "6"))
                        : ApiAnswers.pods("77", "more", PodJson.of("a", "n1", "5")));
        try (RawServer server = new RawServer(script);
                KubeApi api = server.client(directory)) {
            assertThat(problem(api.listPods(SCOPE))).isInstanceOf(Unavailable.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"ok\"}\n",
                "{\"status\":\"ok\"}",
                "<html>\n<h1>Welcome</h1></html>\n",
                "\"ok\"\n",
                "{\"type\":\"DELETED\"}\n",
                "{\"type\":\"DELETED\",\"object\":{}}\n",
                "{\"type\":\"MODIFIED\",\"object\":{\"metadata\":{\"name\":\"a\",\"uid\":\"a\",\"resourceVersion\":\"1\"},\"spec\":{\"nodeName\":\"n1\"}}}\n",
                "{\"type\":\"BOOKMARK\",\"object\":{\"metadata\":{\"resourceVersion\":\"4\"}}}\n",
                "{\"type\":\"BOOKMARK\",\"object\":{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{}}}\n",
                "{\"type\":\"ERROR\",\"object\":{\"message\":\"expired\",\"code\":410}}\n",
                "{\"type\":\"NEWS\",\"object\":{}}\n",
            })
    void aStreamThatBringsSomethingElseFailsAndTellsNothing(String stream) throws Exception {
        RawServer.Script script = (request, exchange) -> {
            exchange.beginStream();
            exchange.chunk(stream);
            exchange.endStream();
        };
        var listener = new RecordingListener();
        try (RawServer server = new RawServer(script);
                KubeApi api = server.client(directory)) {
            api.watchPods(SCOPE, "7", listener);
            Object first = listener.next();
            assertThat(first).isInstanceOf(End.Failed.class);
            assertThat(((End.Failed) first).problem().message())
                    .contains("expected events of")
                    .contains(stream.substring(0, 4))
                    .doesNotContain("\n");
        }
    }

    private static ApiResult.Problem problem(CompletionStage<? extends ApiResult<?>> stage) {
        ApiResult<?> result = stage.toCompletableFuture().join();
        assertThat(result).isInstanceOf(ApiResult.Not.class);
        return ((ApiResult.Not<?>) result).problem();
    }
}

package io.podbridge.core.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.kube.FakeCalls.Verb;
import io.podbridge.core.kube.KubeApi.PatchType;
import io.podbridge.core.kube.KubeApi.PodScope;
import io.podbridge.core.pod.Phase;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodStatus;
import io.podbridge.core.pod.SamplePods;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The fake keeps the API server's rules; other tests rely on it. */
class FakeKubeApiTest {
    private static final ApiResult.Unavailable DOWN = new ApiResult.Unavailable("down", Optional.empty());
    private static final PodScope NODE = new PodScope("n1", false);

    private final FakeKubeApi api = new FakeKubeApi("n1");
    private final List<String> seen = new ArrayList<>();

    /** Writes down what it hears; answers with the given stage. */
    private final class Listener implements PodWatchListener {
        private final CompletionStage<Void> answer;

        Listener(CompletionStage<Void> answer) {
            this.answer = answer;
        }

        @Override
        public CompletionStage<Void> changed(Pod pod) {
            seen.add("changed " + pod.id().name());
            return answer;
        }

        @Override
        public CompletionStage<Void> gone(PodId pod, String resourceVersion) {
            seen.add("gone " + pod.name());
            return answer;
        }

        @Override
        public void bookmark(String resourceVersion) {
            seen.add("bookmark " + resourceVersion);
        }

        @Override
        public void ended(End end) {
            seen.add("ended " + end);
        }
    }

    private final Listener quick = new Listener(CompletableFuture.completedFuture(null));

    @Test
    void aWatchGoesOnWhereTheListEnded() {
        api.put(SamplePods.pod("a"));
        var list = ok(api.listPods(NODE));
        Pod b = api.put(SamplePods.pod("b"));
        var watch = api.watchPods(NODE, list.resourceVersion(), quick);
        api.askForDeletion(b.id().uid(), Instant.EPOCH, Duration.ZERO);
        api.removePod(b.id().uid());
        api.bookmark();
        watch.close();
        api.put(SamplePods.pod("c"));
        assertThat(list.pods()).extracting(pod -> pod.id().name()).containsExactly("a");
        assertThat(seen).containsExactly("changed b", "changed b", "gone b", "bookmark 104");
        assertThat(api.watching()).isZero();
    }

    @Test
    void aListenerGetsOneEventAtATime() {
        var slow = new CompletableFuture<Void>();
        api.watchPods(NODE, "0", new Listener(slow));
        IntStream.range(0, 20_000).forEach(i -> api.put(SamplePods.pod("p" + i)));
        assertThat(seen).hasSize(1);
        slow.complete(null);
        assertThat(seen).hasSize(20_000).startsWith("changed p0", "changed p1").endsWith("changed p19999");
    }

    @Test
    void aWatchEndsWithItsReason() {
        var list = ok(api.listPods(NODE));
        api.watchPods(NODE, list.resourceVersion(), quick);
        api.endWatches(new PodWatchListener.End.Closed());
        api.put(SamplePods.pod("a"));
        api.forgetHistory();
        api.watchPods(NODE, list.resourceVersion(), quick);
        api.asked().failNext(Verb.WATCH_PODS, DOWN);
        api.watchPods(NODE, list.resourceVersion(), quick);
        assertThat(seen).containsExactly("ended Closed[]", "ended Expired[]", "ended Failed[problem=" + DOWN + "]");
    }

    @Test
    void podsOfAnotherNodeAreNotShown() {
        api.put(SamplePods.pod("a"));
        var other = new PodScope("n2", true);
        api.watchPods(other, "0", quick);
        assertThat(ok(api.listPods(other)).pods()).isEmpty();
        assertThat(seen).isEmpty();
    }

    @Test
    void aStatusIsFencedByVersionAndUid() {
        Pod pod = api.put(SamplePods.pod("a"));
        var status = running();
        var stranger = new PodId("other", "ns", "a");
        String version = ok(api.patchPodStatus(pod.id(), pod.resourceVersion(), status));
        assertThat(problem(api.patchPodStatus(pod.id(), pod.resourceVersion(), status)))
                .isInstanceOf(ApiResult.Conflict.class);
        assertThat(problem(api.patchPodStatus(stranger, version, status))).isInstanceOf(ApiResult.Conflict.class);
        assertThat(ok(api.patchPodStatus(pod.id(), version, status))).isEqualTo(version);
        assertThat(problem(api.deletePod(stranger))).isInstanceOf(ApiResult.Conflict.class);
        assertThat(api.pod(pod.id().uid()).orElseThrow().status()).isEqualTo(status);
        assertThat(api.deletePod(pod.id()).toCompletableFuture().join()).isInstanceOf(ApiResult.Ok.class);
        assertThat(problem(api.deletePod(pod.id()))).isInstanceOf(ApiResult.NotFound.class);
    }

    @Test
    void objectsAreFencedByVersion() {
        var made = ok(api.create("/api/v1/nodes", json("{'metadata':{'name':'n1','uid':'mine'},'status':{}}")));
        assertThat(made.uid()).isNotEqualTo("mine");
        assertThat(problem(api.create("/api/v1/nodes", json("{'metadata':{'name':'n1'}}"))))
                .isInstanceOf(ApiResult.Conflict.class);
        var next = ok(api.patch("/api/v1/nodes/n1", PatchType.MERGE, json("{'spec':{'a':1},'status':{'b':2}}")));
        assertThat(next.json().toString()).contains("\"a\":1").doesNotContain("\"b\":2");
        var fence = json("{'metadata':{'resourceVersion':'" + made.resourceVersion() + "'}}");
        assertThat(problem(api.replace("/api/v1/nodes/n1", fence))).isInstanceOf(ApiResult.Conflict.class);
        assertThat(ok(api.patch("/api/v1/nodes/n1", PatchType.MERGE, json("{'spec':{'a':1}}")))
                        .resourceVersion())
                .isEqualTo(next.resourceVersion());
        assertThat(problem(api.delete("/api/v1/nodes/n1", "mine"))).isInstanceOf(ApiResult.Conflict.class);
        assertThat(problem(api.get("/api/v1/nodes/n2"))).isInstanceOf(ApiResult.NotFound.class);
    }

    @Test
    void othersConditionsStay() {
        api.put("/api/v1/nodes/n1", parse("{'spec':{},'status':{'conditions':[{'type':'X'},{'type':'Ready'}]}}"));
        var patch = json("{'spec':{'a':1},'status':{'conditions':[{'type':'Ready','status':'True'}]}}");
        var patched = ok(api.patch("/api/v1/nodes/n1/status", PatchType.STRATEGIC_MERGE, patch));
        assertThat(patched.json().path("status").toString())
                .isEqualTo("{\"conditions\":[{\"type\":\"X\"},{\"type\":\"Ready\",\"status\":\"True\"}]}");
        assertThat(patched.json().path("spec").isEmpty()).isTrue();
    }

    @Test
    void callsFailAndHangOnDemand() {
        var body = json("{'metadata':{'name':'n1'}}");
        api.asked().failNext(Verb.CREATE, DOWN);
        api.asked().loseAnswer(Verb.CREATE, DOWN);
        assertThat(problem(api.create("/api/v1/nodes", body))).isEqualTo(DOWN);
        assertThat(api.object("/api/v1/nodes/n1")).isEmpty();
        assertThat(problem(api.create("/api/v1/nodes", body))).isEqualTo(DOWN);
        assertThat(api.object("/api/v1/nodes/n1")).isPresent();
        api.asked().failAll(DOWN);
        assertThat(problem(api.version())).isEqualTo(DOWN);
        api.asked().heal();
        api.asked().hold(Verb.GET);
        var hanging = api.get("/api/v1/nodes/n1").toCompletableFuture();
        assertThat(hanging).isNotDone();
        api.asked().release();
        assertThat(hanging).isDone();
        assertThat(api.asked().await(Verb.CREATE, 2)).hasSize(2);
        assertThat(api.calls()).contains(new KubeApi.CallCount("CREATE", 503, 2));
    }

    private static PodStatus running() {
        var none = PodStatus.none();
        return new PodStatus(
                Phase.RUNNING,
                "",
                "",
                none.conditions(),
                none.initContainers(),
                none.containers(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0);
    }

    private static <T> T ok(CompletionStage<ApiResult<T>> stage) {
        return KubeApi.found(stage.toCompletableFuture().join()).orElseThrow();
    }

    private static <T> ApiResult.Problem problem(CompletionStage<ApiResult<T>> stage) {
        return ((ApiResult.Not<T>) stage.toCompletableFuture().join()).problem();
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode parse(String text) {
        return JsonMapper.shared().readTree(json(text));
    }
}

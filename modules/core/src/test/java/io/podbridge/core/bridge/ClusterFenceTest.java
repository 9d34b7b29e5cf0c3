package io.podbridge.core.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.FakeCalls.Verb;
import io.podbridge.core.kube.FakeKubeApi;
import io.podbridge.core.kube.KubeApi.PodScope;
import io.podbridge.core.kube.PodWatchListener;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ClusterFenceTest {
    private static final String NODE = "/api/v1/nodes/n1";
    private static final PodScope SCOPE = new PodScope("n1", false);
    private static final ApiResult.Problem AWAY = new ApiResult.Unavailable("no connection", Optional.empty());

    private final FakeKubeApi server = new FakeKubeApi("n1");
    private final AtomicLong time = new AtomicLong();
    private ClusterFence fence = ClusterFence.none();
    private FencedKubeApi api = new FencedKubeApi(server, fence, BridgeMandate.always());

    @BeforeEach
    void begin() {
        cluster("right");
        fence = ClusterFence.around(server, "right", "kubeconfig k, context c", time::get);
        api = new FencedKubeApi(server, fence, BridgeMandate.always());
    }

    @Test
    void isNotAskedWhileAllIsWell() {
        node();
        assertThat(done(api.get(NODE))).isInstanceOf(ApiResult.Ok.class);
        assertThat(questions()).isZero();
        assertThat(fence.open()).isTrue();
    }

    @Test
    void anOutageIsADoubtThatOneQuestionSettles() {
        node();
        server.asked().failNext(Verb.GET, AWAY);
        assertThat(done(api.get(NODE))).isEqualTo(ApiResult.not(AWAY));
        assertThat(fence.open()).isFalse();
        assertThat(fence.objection()).as("an outage is no other cluster").isEmpty();
        assertThat(done(api.get(NODE))).isInstanceOf(ApiResult.Ok.class);
        assertThat(questions()).isEqualTo(1);
        assertThat(fence.open()).isTrue();
    }

    @Test
    void anotherClusterBehindTheAddressIsNeitherWrittenToNorBelievedAndTheRightOneIsTakenBack() {
        server.asked().failNext(Verb.GET, AWAY);
        done(api.get(NODE));
        cluster("wrong");
        int before = server.asked().all().size();
        assertThat(message(api.create("/api/v1/nodes", "{}".getBytes(StandardCharsets.UTF_8))))
                .contains("right", "wrong", "kubeconfig k, context c");
        assertThat(message(api.deletePod(new PodId("u", "default", "p")))).contains("another Kubernetes cluster");
        assertThat(message(api.getPod(new PodId("u", "default", "p")))).contains("another Kubernetes cluster");
        assertThat(message(api.listPods(SCOPE))).contains("another Kubernetes cluster");
        assertThat(server.asked().all().subList(before, server.asked().all().size()))
                .allSatisfy(call -> assertThat(call.path()).isEqualTo(ClusterIdentity.PATH));
        assertThat(fence.objection()).isPresent();
        cluster("right");
        node();
        assertThat(done(api.get(NODE))).isInstanceOf(ApiResult.Ok.class);
        assertThat(fence.objection()).isEmpty();
    }

    /** A proxy that passes requests on one by one: no connection breaks when it turns to another cluster. */
    @Test
    void thatSomethingIsNotThereCountsOnlyFromTheRightCluster() {
        cluster("wrong");
        var pod = new PodId("u", "default", "p");
        assertThat(done(api.getPod(pod)))
                .isInstanceOfSatisfying(
                        ApiResult.Not.class,
                        not -> assertThat(not.problem()).isInstanceOf(ApiResult.Unavailable.class));
        cluster("right");
        assertThat(done(api.getPod(pod)))
                .isInstanceOfSatisfying(
                        ApiResult.Not.class, not -> assertThat(not.problem()).isInstanceOf(ApiResult.NotFound.class));
    }

    @Test
    void aListCountsOnlyFromTheRightCluster() {
        cluster("wrong");
        assertThat(message(api.listPods(SCOPE))).contains("another Kubernetes cluster");
    }

    @Test
    void anAnswerThatIsNoNamespaceSaysNothing() {
        fence.doubt();
        server.put(
                ClusterIdentity.PATH,
                JsonMapper.shared().readTree("{\"status\":\"ok\",\"metadata\":{\"name\":\"x\"}}"));
        assertThat(message(api.get(NODE))).contains("not the namespace kube-system");
        assertThat(fence.objection()).isEmpty();
    }

    @Test
    void aWatchIsNotOpenedToAnotherClusterAndBrokenOffWhenOneIsFound() {
        var heard = new Ends();
        var opened = api.watchPods(SCOPE, "100", heard);
        assertThat(server.watching()).isEqualTo(1);
        cluster("wrong");
        done(api.listPods(SCOPE));
        assertThat(server.watching()).isZero();
        assertThat(heard.ends).singleElement().isInstanceOf(PodWatchListener.End.Failed.class);
        opened.close();
        var later = new Ends();
        api.watchPods(SCOPE, "100", later);
        assertThat(later.ends).singleElement().isInstanceOf(PodWatchListener.End.Failed.class);
        assertThat(server.watching()).isZero();
    }

    @Test
    void isAskedAgainNowAndThenBesideTheOtherCalls() {
        node();
        time.addAndGet(ClusterFence.CONFIRMED_FOR.toNanos() + 1);
        cluster("wrong");
        assertThat(done(api.get(NODE))).as("no call waits for it").isInstanceOf(ApiResult.Ok.class);
        assertThat(questions()).isEqualTo(1);
        assertThat(fence.objection()).isPresent();
    }

    @Test
    void aQuestionFromBeforeADoubtDoesNotSettleIt() {
        server.asked().hold(Verb.GET);
        var before = fence.confirm();
        fence.doubt();
        server.asked().release();
        assertThat(before.toCompletableFuture().join()).isEmpty();
        assertThat(fence.open()).isFalse();
        assertThat(fence.confirm().toCompletableFuture().join()).isEmpty();
        assertThat(fence.open()).isTrue();
    }

    private void cluster(String uid) {
        server.put(
                ClusterIdentity.PATH,
                JsonMapper.shared().readTree("{\"metadata\":{\"name\":\"kube-system\",\"uid\":\"" + uid + "\"}}"));
    }

    private void node() {
        server.put(NODE, JsonMapper.shared().readTree("{\"metadata\":{\"name\":\"n1\"}}"));
    }

    private long questions() {
        return server.asked().all(Verb.GET).stream()
                .filter(call -> call.path().equals(ClusterIdentity.PATH))
                .count();
    }

    private static <T> ApiResult<T> done(CompletionStage<ApiResult<T>> stage) {
        return stage.toCompletableFuture().join();
    }

    private static <T> String message(CompletionStage<ApiResult<T>> stage) {
        return done(stage) instanceof ApiResult.Not<T>(ApiResult.Unavailable(var message, var later)) ? message : "";
    }

    private static final class Ends implements PodWatchListener {
        private final List<End> ends = new ArrayList<>();

        @Override
        public CompletionStage<Void> changed(Pod pod) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<Void> gone(PodId pod, String resourceVersion) {
            return new CompletableFuture<>();
        }

        @Override
        public void bookmark(String resourceVersion) {}

        @Override
        public void ended(End end) {
            ends.add(end);
        }
    }
}

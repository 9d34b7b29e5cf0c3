package io.podbridge.core.kube;

import static io.podbridge.core.kube.ApiAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.kube.ApiResult.Conflict;
import io.podbridge.core.kube.ApiResult.Expired;
import io.podbridge.core.kube.ApiResult.Forbidden;
import io.podbridge.core.kube.ApiResult.NotFound;
import io.podbridge.core.kube.ApiResult.Problem;
import io.podbridge.core.kube.ApiResult.Refused;
import io.podbridge.core.kube.ApiResult.Unavailable;
import io.podbridge.core.kube.KubeApi.CallCount;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls that the API server refuses or does not answer: each has a reason, and none is made twice. */
class FailedCallsTest {
    private static final PodId POD = new PodId("u-1", "default", "p-u-1");
    private static final Optional<Duration> NO_PAUSE = Optional.empty();

    @TempDir
    Path directory;

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(400, new Refused(400, "why")),
                Arguments.of(401, new Forbidden(401, "why")),
                Arguments.of(403, new Forbidden(403, "why")),
                Arguments.of(404, new NotFound("why")),
                Arguments.of(405, new Refused(405, "why")),
                Arguments.of(408, new Unavailable("why", NO_PAUSE)),
                Arguments.of(409, new Conflict("why")),
                Arguments.of(410, new Expired("why")),
                Arguments.of(422, new Refused(422, "why")),
                Arguments.of(429, new Unavailable("why", NO_PAUSE)),
                Arguments.of(500, new Unavailable("why", NO_PAUSE)),
                Arguments.of(503, new Unavailable("why", NO_PAUSE)),
                Arguments.of(504, new Unavailable("why", NO_PAUSE)));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void saysWhyTheServerDidNotDoItAndDoesNotTryAgain(int status, Problem expected) throws IOException {
        String body = status == 404 ? ApiAnswers.notFound("", "nodes", "n1") : ApiAnswers.failure(status, "Because");
        try (RawServer server = RawServer.answering(status, body);
                KubeApi api = server.client(directory)) {
            assertThat(problem(api.get("/api/v1/nodes/n1"))).isEqualTo(expected);
            assertThat(server.requests()).hasSizeBetween(1, status == 401 ? 2 : 1);
            assertThat(api.calls()).containsExactly(new CallCount("GET nodes", status, 1));
        }
    }

    @Test
    void passesOnHowLongTheServerWantsToBeLeftAlone() throws IOException {
        try (RawServer server = RawServer.answering(429, "slow down", "Retry-After: 7");
                KubeApi api = server.client(directory)) {
            assertThat(problem(api.version()))
                    .isEqualTo(new Unavailable("slow down", Optional.of(Duration.ofSeconds(7))));
        }
        String details = ApiAnswers.failure(500, "Timeout", "{\"retryAfterSeconds\":3}");
        try (RawServer server = RawServer.answering(500, details);
                KubeApi api = server.client(directory)) {
            assertThat(problem(api.version())).isEqualTo(new Unavailable("why", Optional.of(Duration.ofSeconds(3))));
        }
    }

    @Test
    void aPatchOfAnotherUidIsAConflict() throws IOException {
        String body = ApiAnswers.failure(422, "Invalid", "{\"causes\":[{\"field\":\"metadata.uid\"}]}");
        try (RawServer server = RawServer.answering(422, body);
                KubeApi api = server.client(directory)) {
            assertThat(problem(api.patchPodStatus(POD, "1", PodStatus.none()))).isEqualTo(new Conflict("why"));
        }
    }

    @Test
    void namesTheStatusWhereTheServerSaysNothing() throws IOException {
        try (RawServer server = RawServer.answering(502, "");
                KubeApi api = server.client(directory)) {
            assertThat(problem(api.get("/api/v1/nodes/n1")).message())
                    .isEqualTo("GET /api/v1/nodes/n1: HTTP status 502");
        }
    }

    @Test
    void aConnectionThatBreaksIsNoAnswer() throws IOException {
        RawServer.Script half = (request, exchange) -> {
            exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":");
            exchange.reset();
        };
        try (RawServer reset = new RawServer((request, exchange) -> exchange.reset());
                RawServer cut = new RawServer(half);
                KubeApi one = reset.client(directory);
                KubeApi two = cut.client(directory)) {
            assertThat(problem(one.patchPodStatus(POD, "1", PodStatus.none()))).isInstanceOf(Unavailable.class);
            assertThat(problem(two.patchPodStatus(POD, "1", PodStatus.none()))).isInstanceOf(Unavailable.class);
            assertThat(reset.requests()).as("not sent twice").hasSize(1);
        }
    }

    @Test
    void doesNotWaitForEverForAHeadOrABody() throws IOException {
        RawServer.Script head =
                (request, exchange) -> exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":");
        KubeSettings impatient = RawServer.settings(Duration.ofMillis(300));
        try (RawServer silent = RawServer.silent();
                RawServer half = new RawServer(head);
                KubeApi one = silent.client(directory, impatient);
                KubeApi two = half.client(directory, impatient)) {
            assertThat(problem(one.version()).message())
                    .isEqualTo("GET /version: no answer from http://127.0.0.1:" + silent.port() + " in time");
            assertThat(problem(two.version())).isInstanceOf(Unavailable.class);
            assertThat(one.calls()).containsExactly(new CallCount("GET version", 0, 1));
        }
    }

    @Test
    void answersAtOnceWhenTooManyAreWaiting() throws IOException {
        Semaphore go = new Semaphore(0);
        RawServer.Script slow = (request, exchange) -> {
            go.acquireUninterruptibly();
            exchange.answer(200, PodJson.of("u-1", "n1", "5"));
        };
        try (RawServer server = new RawServer(slow);
                KubeApi api = server.client(directory)) {
            var waiting = IntStream.range(0, 101).mapToObj(i -> api.getPod(POD)).toList();
            assertThat(problem(api.getPod(POD)).message()).contains("more than 100 requests are waiting");
            go.release(101);
            assertThat(waiting)
                    .allSatisfy(
                            it -> assertThat(it.toCompletableFuture().join()).isInstanceOf(ApiResult.Ok.class));
        }
    }

    @Test
    void saysWhereNobodyListensAndWhereTheAddressComesFrom() throws IOException {
        RawServer gone = RawServer.silent();
        gone.close();
        Path kubeconfig = RawServer.kubeconfig(directory, "http://127.0.0.1:" + gone.port());
        try (KubeApi api = Fabric8KubeApi.open(KubeSettings.defaults().withKubeconfig(kubeconfig))) {
            assertThat(problem(api.version()).message())
                    .contains("no connection to http://127.0.0.1:" + gone.port())
                    .contains("kubeconfig " + kubeconfig);
        }
    }

    @Test
    void saysWhichHostIsUnknown() {
        Path kubeconfig = RawServer.kubeconfig(directory, "https://api.invalid:6443");
        try (KubeApi api = Fabric8KubeApi.open(KubeSettings.defaults().withKubeconfig(kubeconfig))) {
            assertThat(problem(api.version()).message()).contains("the host of https://api.invalid:6443 is unknown");
        }
    }

    @Test
    void everyCallAfterTheEndIsAnswered() throws IOException {
        try (RawServer server = RawServer.answering(200, "{}")) {
            KubeApi api = server.client(directory);
            api.close();
            assertThat(problem(api.version())).isInstanceOf(Unavailable.class);
        }
    }
}

package io.podbridge.core.kube;

import static io.podbridge.core.kube.ApiAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podbridge.core.kube.ApiResult.Forbidden;
import io.podbridge.core.kube.ApiResult.NotFound;
import io.podbridge.core.kube.KubeApi.CallCount;
import io.podbridge.core.kube.KubeApi.PatchType;
import io.podbridge.core.kube.KubeApi.PodScope;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Fabric8KubeApiTest {
    private static final PodId POD = new PodId("u-1", "default", "p-u-1");

    @TempDir
    Path directory;

    @Test
    void patchesTheStatusAndReadsTheNewVersion() throws IOException {
        try (RawServer server = RawServer.answering(200, ApiAnswers.metadata("p-u-1", "u-1", "12"));
                KubeApi api = server.client(directory)) {
            assertThat(api.patchPodStatus(POD, "11", PodStatus.none())
                            .toCompletableFuture()
                            .join())
                    .isEqualTo(ApiResult.ok("12"));
            RawServer.Request request = server.requests().getFirst();
            assertThat(request.method()).isEqualTo("PATCH");
            assertThat(request.path()).isEqualTo("/api/v1/namespaces/default/pods/p-u-1/status");
            assertThat(request.header("Content-Type")).isEqualTo("application/strategic-merge-patch+json");
            assertThat(request.header("Accept")).startsWith("application/json;as=PartialObjectMetadata");
            assertThat(request.header("Authorization")).isEqualTo("Bearer secret");
            assertThat(request.body()).isEqualTo(StatusEncoder.patch(POD, "11", PodStatus.none()));
        }
    }

    @Test
    void deletesOnlyTheObjectThatIsMeant() throws IOException {
        RawServer.Script script = (request, exchange) -> exchange.answer(
                200,
                request.path().contains("/pods/")
                        ? ApiAnswers.metadata("p-u-1", "u-1", "9")
                        : ApiAnswers.deleted("nodes", "n1", "u-9"));
        try (RawServer server = new RawServer(script);
                KubeApi api = server.client(directory)) {
            assertThat(api.deletePod(POD).toCompletableFuture().join()).isInstanceOf(ApiResult.Ok.class);
            assertThat(api.delete("/api/v1/nodes/n1", "u-9")
                            .toCompletableFuture()
                            .join())
                    .isInstanceOf(ApiResult.Ok.class);
            assertThat(server.requests()).extracting(RawServer.Request::method).containsOnly("DELETE");
            assertThat(server.requests())
                    .extracting(RawServer.Request::body)
                    .containsExactly(
                            "{\"apiVersion\":\"v1\",\"gracePeriodSeconds\":0,\"kind\":\"DeleteOptions\","
                                    + "\"preconditions\":{\"uid\":\"u-1\"}}",
                            "{\"apiVersion\":\"v1\",\"kind\":\"DeleteOptions\",\"preconditions\":{\"uid\":\"u-9\"}}");
        }
    }

    @Test
    void writesObjectsAsTheyAreGiven() throws IOException {
        byte[] body = "{\"ü\":1}".getBytes(StandardCharsets.UTF_8);
        RawServer.Script script = (request, exchange) -> exchange.answer(
                201,
                request.path().contains("/leases")
                        ? ApiAnswers.object("coordination.k8s.io/v1", "Lease", "n1", ",\"spec\":{\"a\":1}")
                        : ApiAnswers.object("v1", "Node", "n1", ",\"spec\":{\"a\":1}"));
        try (RawServer server = new RawServer(script);
                KubeApi api = server.client(directory)) {
            String leases = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";
            for (CompletionStage<ApiResult<ApiObject>> stage : List.of(
                    api.create(leases, body),
                    api.replace(leases + "/n1", body),
                    api.patch("/api/v1/nodes/n1/status", PatchType.MERGE, body))) {
                ApiObject object =
                        KubeApi.found(stage.toCompletableFuture().join()).orElseThrow();
                assertThat(object.uid()).isEqualTo("u");
                assertThat(object.resourceVersion()).isEqualTo("3");
                assertThat(object.json().at("/spec/a").asInt()).isEqualTo(1);
            }
            assertThat(server.requests()).extracting(RawServer.Request::body).containsOnly("{\"ü\":1}");
            assertThat(api.calls())
                    .extracting(CallCount::call)
                    .containsExactly("PATCH nodes/status", "POST leases", "PUT leases");
        }
    }

    @Test
    void aPodOfTheSameNameIsAnotherPod() throws IOException {
        String json = PodJson.of("u-2", "n1", "5").replace("p-u-2", "p-u-1");
        try (RawServer server = RawServer.answering(200, json);
                KubeApi api = server.client(directory)) {
            assertThat(problem(api.getPod(POD))).isInstanceOf(NotFound.class);
            PodId other = new PodId("u-2", "default", "p-u-1");
            assertThat(KubeApi.found(api.getPod(other).toCompletableFuture().join())
                            .map(Pod::id))
                    .contains(other);
        }
    }

    @Test
    void listsPageByPageAndAllAtOnceWhenThePagesHaveExpired() throws IOException {
        RawServer.Script script = (request, exchange) -> {
            String path = request.path();
            if (path.contains("continue=old")) {
                exchange.answer(410, ApiAnswers.failure(410, "Expired"));
            } else if (path.contains("limit=")) {
                exchange.answer(200, list("old", "a"));
            } else {
                exchange.answer(200, list("", "a", "b"));
            }
        };
        try (RawServer server = new RawServer(script);
                KubeApi api = server.client(directory)) {
            var list = KubeApi.found(api.listPods(new PodScope("n1", true))
                            .toCompletableFuture()
                            .join())
                    .orElseThrow();
            assertThat(list.resourceVersion()).isEqualTo("77");
            assertThat(list.pods()).extracting(pod -> pod.id().uid()).containsExactly("a", "b");
            assertThat(server.requests())
                    .allSatisfy(it -> assertThat(it.path()).contains("fieldSelector=spec.nodeName%3Dn1"));
        }
    }

    @Test
    void readsTheCredentialsAnewWhenTheServerDoesNotKnowThem() throws IOException {
        RawServer.Script script = (request, exchange) -> {
            boolean known = request.header("Authorization").equals("Bearer secret");
            exchange.answer(known ? 200 : 401, known ? "{\"gitVersion\":\"v1\"}" : "Unauthorized");
        };
        try (RawServer server = new RawServer(script)) {
            Path file = RawServer.kubeconfig(directory, "http://127.0.0.1:" + server.port());
            String known = Files.readString(file);
            Files.writeString(file, known.replace("token: secret", ""));
            try (KubeApi api = Fabric8KubeApi.open(
                    RawServer.settings(Duration.ofSeconds(20)).withKubeconfig(file))) {
                Files.writeString(file, known);
                assertThat(problem(api.version())).isInstanceOf(Forbidden.class);
                while (api.version().toCompletableFuture().join() instanceof ApiResult.Not<String>) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    @Test
    void learnsTheClockOfTheServerFromItsAnswers() throws IOException {
        String anHourAgo = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                OffsetDateTime.now(ZoneOffset.UTC).minusHours(1));
        try (RawServer server = RawServer.answering(200, "{\"gitVersion\":\"v1.36.3\"}", "Date: " + anHourAgo);
                KubeApi api = server.client(directory)) {
            assertThat(api.clockSkew()).isEmpty();
            while (api.clockSkew().isEmpty()) { // an answer that took long says nothing
                api.version().toCompletableFuture().join();
            }
            assertThat(api.clockSkew().orElseThrow().estimate())
                    .isBetween(Duration.ofMinutes(-62), Duration.ofMinutes(-58));
        }
    }

    @Test
    void saysWhatIsWrongWithAKubeconfig() throws IOException {
        KubeSettings settings = KubeSettings.defaults();
        Path missing = directory.resolve("missing");
        Path broken = Files.writeString(directory.resolve("broken"), "contexts: [");
        Path empty = Files.writeString(directory.resolve("empty"), "apiVersion: v1\nkind: Config\n");
        assertThatThrownBy(() -> Fabric8KubeApi.open(settings.withKubeconfig(missing)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(missing + " is not there");
        assertThatThrownBy(() -> Fabric8KubeApi.open(settings.withKubeconfig(broken)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(broken.toString());
        assertThatThrownBy(() -> Fabric8KubeApi.open(settings.withKubeconfig(empty)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no current-context");
    }

    @Test
    void doesNotTakeAnotherContextThanTheOneAskedFor() {
        Path kubeconfig = RawServer.kubeconfig(directory, "http://127.0.0.1:1");
        KubeSettings settings =
                KubeSettings.defaults().withKubeconfig(kubeconfig).withContext("other");
        assertThatThrownBy(() -> Fabric8KubeApi.open(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no context \"other\"");
    }

    private static String list(String continuation, String... uids) {
        return ApiAnswers.pods(
                "77",
                continuation,
                Stream.of(uids).map(uid -> PodJson.of(uid, "n1", "5")).toArray(String[]::new));
    }
}

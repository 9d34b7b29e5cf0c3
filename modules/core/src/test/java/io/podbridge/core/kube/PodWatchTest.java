package io.podbridge.core.kube;

import static io.podbridge.core.kube.PodJson.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.kube.ApiResult.Forbidden;
import io.podbridge.core.kube.ApiResult.Unavailable;
import io.podbridge.core.kube.KubeApi.PodScope;
import io.podbridge.core.kube.PodWatchListener.End;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodWatchTest {
    private static final PodScope NARROW = new PodScope("n1", false);
    private static final PodScope WIDE = new PodScope("n1", true);

    @TempDir
    Path directory;

    private final RecordingListener listener = new RecordingListener();

    @Test
    void deliversEventsInOrderAndThenTheEnd() throws Exception {
        RawServer.Script script = (request, exchange) -> {
            exchange.beginStream();
            exchange.chunk(event("ADDED", PodJson.of("a", "n1", "1")) + event("MODIFIED", PodJson.of("a", "n1", "2")));
            String deleted = event("DELETED", PodJson.of("a", "n1", "3"));
            exchange.chunk(deleted.substring(0, 100));
            exchange.chunk(deleted.substring(100));
            exchange.chunk(event("NEWS", PodJson.of("a", "n1", "4")) + event("BOOKMARK", ApiAnswers.bookmark("4")));
            exchange.endStream();
        };
        try (RawServer server = new RawServer(script);
                KubeApi api = server.client(directory)) {
            api.watchPods(NARROW, "7", listener);
            assertThat(listener.next()).isEqualTo("changed a 1");
            assertThat(listener.next()).isEqualTo("changed a 2");
            assertThat(listener.next()).isEqualTo("gone a 3");
            assertThat(listener.next()).isEqualTo("bookmark 4");
            assertThat(listener.next()).isEqualTo(new End.Closed());
            assertThat(server.requests().getFirst().path())
                    .startsWith("/api/v1/pods?watch=1&allowWatchBookmarks=true&timeoutSeconds=")
                    .contains("resourceVersion=7")
                    .contains("fieldSelector=spec.nodeName%3Dn1");
        }
    }

    @Test
    void deliversTheNextEventWhenTheListenerIsDoneWithTheLast() throws Exception {
        RawServer.Script script = (request, exchange) -> {
            exchange.beginStream();
            exchange.chunk(event("ADDED", PodJson.of("a", "n1", "1")) + event("ADDED", PodJson.of("b", "n1", "2")));
            exchange.endStream();
        };
        try (RawServer server = new RawServer(script);
                KubeApi api = server.client(directory)) {
            listener.hold();
            api.watchPods(NARROW, "7", listener);
            assertThat(listener.next()).isEqualTo("changed a 1");
            assertThat(listener.isEmpty()).isTrue();
            listener.letGo();
            assertThat(listener.next()).isEqualTo("changed b 2");
            listener.letGo();
            assertThat(listener.next()).isEqualTo(new End.Closed());
        }
    }

    @Test
    void aWideWatchDeliversOnlyTheNodesPods() throws Exception {
        RawServer.Script script = (request, exchange) -> {
            exchange.beginStream();
            exchange.chunk(event("ADDED", PodJson.of("a", "n2", "1")) + event("ADDED", PodJson.of("b", "n1", "2")));
            String namesUs = PodJson.of("c", "n2", "3").replace("\"spec\":{", "\"spec\":{\"x\":{\"nodeName\":\"n1\"},");
            exchange.chunk(event("ADDED", namesUs) + event("ADDED", PodJson.of("d", "", "4")));
            exchange.endStream();
        };
        try (RawServer server = new RawServer(script);
                KubeApi api = server.client(directory)) {
            api.watchPods(WIDE, "7", listener);
            assertThat(listener.next()).isEqualTo("changed b 2");
            assertThat(listener.next()).isEqualTo(new End.Closed());
            assertThat(server.requests().getFirst().path()).doesNotContain("fieldSelector");
        }
    }

    @Test
    void aWideWatchTellsItsPlaceWhileOnlyOthersChange() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        RawServer.Script script = (request, exchange) -> {
            exchange.beginStream();
            for (int version = 1; over.getCount() > 0; version++) {
                exchange.chunk(event("MODIFIED", PodJson.of("a", "n2", String.valueOf(version))));
            }
        };
        try (RawServer server = new RawServer(script);
                KubeApi api = server.client(directory)) {
            api.watchPods(WIDE, "7", listener);
            assertThat(listener.next()).asString().startsWith("bookmark ");
        } finally {
            over.countDown();
        }
    }

    @Test
    void anErrorInTheStreamEndsIt() throws Exception {
        RawServer.Script script = (request, exchange) -> {
            exchange.beginStream();
            int code = request.path().contains("resourceVersion=5&") ? 410 : 500;
            exchange.chunk(event("ERROR", ApiAnswers.failure(code, "Because")));
        };
        try (RawServer server = new RawServer(script);
                KubeApi api = server.client(directory)) {
            api.watchPods(NARROW, "5", listener);
            assertThat(listener.next()).isEqualTo(new End.Expired());
            api.watchPods(NARROW, "6", listener);
            assertThat(listener.next()).isEqualTo(new End.Failed(new Unavailable("why", Optional.empty())));
        }
    }

    @Test
    void aWatchThatIsRefusedSaysWhy() throws Exception {
        RawServer.Script script = (request, exchange) -> {
            int code = request.path().contains("resourceVersion=5&") ? 410 : 403;
            exchange.answer(code, ApiAnswers.failure(code, "Because"));
        };
        try (RawServer server = new RawServer(script);
                KubeApi api = server.client(directory)) {
            api.watchPods(NARROW, "5", listener);
            assertThat(listener.next()).isEqualTo(new End.Expired());
            api.watchPods(NARROW, "6", listener);
            assertThat(listener.next()).isEqualTo(new End.Failed(new Forbidden(403, "why")));
        }
    }

    @Test
    void aStreamThatBreaksHasFailed() throws Exception {
        RawServer.Script script = (request, exchange) -> {
            exchange.beginStream();
            exchange.chunk(event("ADDED", PodJson.of("a", "n1", "1")));
            exchange.chunk("{\"type\":\"ADD");
            exchange.reset();
        };
        try (RawServer server = new RawServer(script);
                KubeApi api = server.client(directory)) {
            api.watchPods(NARROW, "5", listener);
            assertThat(listener.next())
                    .satisfiesAnyOf(
                            first -> assertThat(first).isEqualTo("changed a 1"),
                            first -> assertThat(first).isInstanceOf(End.Failed.class));
        }
    }

    @Test
    void whatIsNotJsonHasFailed() throws Exception {
        RawServer.Script script = (request, exchange) -> {
            exchange.beginStream();
            exchange.chunk("{\"type\":\"ADDED\",\"object\":{\"metadata\":}\n");
        };
        try (RawServer server = new RawServer(script);
                KubeApi api = server.client(directory)) {
            api.watchPods(NARROW, "5", listener);
            assertThat(listener.next()).isInstanceOf(End.Failed.class);
        }
    }

    @Test
    void aServerThatIsNotThereAnyMoreIsFoundOut() throws Exception {
        RawServer.Script script = (request, exchange) -> {
            if (request.path().contains("watch=1")) {
                exchange.beginStream();
                exchange.chunk(event("ADDED", PodJson.of("a", "n1", "1")));
            }
        };
        try (RawServer server = new RawServer(script);
                KubeApi api = server.client(directory, RawServer.settings(Duration.ofMillis(500)))) {
            api.watchPods(NARROW, "5", listener);
            assertThat(listener.next()).isEqualTo("changed a 1");
            assertThat(listener.next()).isInstanceOf(End.Failed.class);
        }
    }

    @Test
    void aQuietServerThatIsThereIsLeftAlone() throws Exception {
        CountDownLatch tried = new CountDownLatch(3);
        CompletableFuture<RawServer.Exchange> stream = new CompletableFuture<>();
        RawServer.Script script = (request, exchange) -> {
            if (request.path().contains("watch=1")) {
                exchange.beginStream();
                stream.complete(exchange);
            } else {
                exchange.answer(200, "{}");
                tried.countDown();
            }
        };
        try (RawServer server = new RawServer(script);
                KubeApi api = server.client(directory)) {
            api.watchPods(NARROW, "5", listener);
            tried.await();
            stream.join().chunk(event("ADDED", PodJson.of("a", "n1", "1")));
            assertThat(listener.next()).isEqualTo("changed a 1");
        }
    }

    @Test
    void nothingIsDeliveredAfterTheHandleIsClosed() throws Exception {
        CompletableFuture<RawServer.Exchange> stream = new CompletableFuture<>();
        RawServer.Script script = (request, exchange) -> {
            exchange.beginStream();
            exchange.chunk(event("ADDED", PodJson.of("a", "n1", "1")));
            stream.complete(exchange);
        };
        try (RawServer server = new RawServer(script);
                KubeApi api = server.client(directory)) {
            KubeApi.Watch watch = api.watchPods(NARROW, "5", listener);
            assertThat(listener.next()).isEqualTo("changed a 1");
            watch.close();
            sendUntilItIsGone(stream.join());
            assertThat(listener.isEmpty()).isTrue();
        }
    }

    @Test
    void aListenerThatFailsEndsTheWatch() throws Exception {
        RawServer.Script script = (request, exchange) -> {
            exchange.beginStream();
            exchange.chunk(event("ADDED", PodJson.of("a", "n1", "1")));
        };
        CompletableFuture<End> ended = new CompletableFuture<>();
        PodWatchListener failing = new FailingListener(ended);
        try (RawServer server = new RawServer(script);
                KubeApi api = server.client(directory)) {
            api.watchPods(NARROW, "5", failing);
            assertThat(ended.join()).isInstanceOf(End.Failed.class);
        }
    }

    private record FailingListener(CompletableFuture<End> ended) implements PodWatchListener {
        @Override
        public CompletionStage<Void> changed(Pod pod) {
            return CompletableFuture.failedFuture(new IllegalStateException("no"));
        }

        @Override
        public CompletionStage<Void> gone(PodId pod, String resourceVersion) {
            throw new IllegalStateException("no");
        }

        @Override
        public void bookmark(String resourceVersion) {}

        @Override
        public void ended(End end) {
            ended.complete(end);
        }
    }

    private static void sendUntilItIsGone(RawServer.Exchange exchange) {
        try {
            while (true) {
                exchange.chunk(event("MODIFIED", PodJson.of("a", "n1", "2")));
            }
        } catch (IOException gone) {
            // As it should be: the client has hung up.
        }
    }
}

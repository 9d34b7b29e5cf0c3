package io.podbridge.devcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podbridge.devcluster.api.DeleteOptions;
import io.podbridge.devcluster.api.WriteOptions;
import io.podbridge.devcluster.fault.Fault;
import io.podbridge.devcluster.request.RequestInfo;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceTypes;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class WatchTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final int BUFFER = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private DevCluster cluster;
    private HttpCaller admin;

    @BeforeEach
    void start() {
        cluster = DevCluster.start(DevClusterSettings.DEFAULT
                .withoutControllers()
                .withWatchBuffer(BUFFER)
                .withBookmarkInterval(Duration.ofMillis(50)));
        admin = HttpCaller.admin(cluster);
    }

    @AfterEach
    void stop() {
        admin.close();
        cluster.close();
    }

    private static boolean watchesMaps(RequestInfo request) {
        return request.is("watch", "configmaps");
    }

    private void create(String name, int size) {
        ObjectNode map =
                JsonMapper.shared().createObjectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        map.putObject("metadata").put("name", name);
        map.putObject("data").put("x", "x".repeat(size));
        cluster.api().create(ResourceTypes.CONFIG_MAPS, "default", map, WriteOptions.of("test"));
    }

    private void delete(String name) {
        cluster.api().delete(new ObjectKey(ResourceTypes.CONFIG_MAPS, "default", name), DeleteOptions.DEFAULT);
    }

    private Stream<JsonNode> watch(String query, String... headers) throws IOException, InterruptedException {
        var request = admin.request(MAPS + "?watch=true" + query);
        if (headers.length > 0) {
            request.headers(headers);
        }
        var answer = admin.client().send(request.build(), BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body().map(JsonMapper.shared()::readTree);
    }

    private static String event(JsonNode event) {
        return event.path("type").asString() + " "
                + event.path("object").path("metadata").path("name").asString("");
    }

    @Test
    void streamsWhatIsAndWhatHappens() throws IOException, InterruptedException {
        create("first", 1);
        try (var events = watch("")) {
            create("second", 1);
            delete("first");
            assertThat(events.limit(3).map(WatchTest::event))
                    .containsExactly("ADDED first", "ADDED second", "DELETED first");
        }
    }

    @Test
    void goesOnFromAResourceVersion() throws IOException, InterruptedException {
        create("first", 1);
        var version = admin.get(MAPS).text("metadata", "resourceVersion");
        create("second", 1);
        try (var events = watch("&resourceVersion=" + version)) {
            assertThat(events.limit(1).map(WatchTest::event)).containsExactly("ADDED second");
        }
    }

    @Test
    void endsWhenItsTimeIsOver() throws IOException, InterruptedException {
        create("first", 1);
        try (var events = watch("&timeoutSeconds=1")) {
            assertThat(events.map(WatchTest::event)).containsExactly("ADDED first");
        }
        await().atMost(PATIENCE).until(() -> cluster.faults().openWatches(WatchTest::watchesMaps) == 0);
    }

    @Test
    void marksTheEndOfInitialEventsAndTheTimeThatPasses() throws IOException, InterruptedException {
        create("first", 1);
        var query = "&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";
        try (var events = watch(query)) {
            List<JsonNode> seen = events.limit(3).toList();
            assertThat(seen).extracting(WatchTest::event).startsWith("ADDED first", "BOOKMARK ");
            assertThat(seen.get(1)
                            .path("object")
                            .path("metadata")
                            .path("annotations")
                            .toString())
                    .isEqualTo("{\"k8s.io/initial-events-end\":\"true\"}");
            assertThat(seen.get(2).path("type").asString()).isEqualTo("BOOKMARK");
        }
    }

    @Test
    void sendsTablesWithColumnsOnce() throws IOException, InterruptedException {
        create("first", 1);
        create("second", 1);
        try (var events = watch("", "Accept", "application/json;as=Table;v=v1;g=meta.k8s.io")) {
            List<JsonNode> tables =
                    events.limit(2).map(event -> event.path("object")).toList();
            assertThat(tables)
                    .extracting(table -> table.path("kind").asString())
                    .containsOnly("Table");
            assertThat(tables.get(0).path("columnDefinitions").size()).isPositive();
            assertThat(tables.get(1).path("columnDefinitions").isNull()).isTrue();
            assertThat(tables.get(1).path("rows").path(0).path("cells").path(0).asString())
                    .isEqualTo("second");
        }
    }

    @Test
    void knowsTheOldPaths() throws IOException, InterruptedException {
        create("first", 1);
        create("second", 1);
        var request = admin.request("/api/v1/watch/namespaces/default/configmaps/second")
                .build();
        try (var lines = admin.client().send(request, BodyHandlers.ofLines()).body()) {
            assertThat(lines.limit(1).map(line -> event(JsonMapper.shared().readTree(line))))
                    .containsExactly("ADDED second");
        }
    }

    @Test
    void speaksWebSocket() throws InterruptedException {
        create("first", 1);
        BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        var socket = admin.client()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + cluster.adminToken())
                .buildAsync(URI.create(cluster.url().replace("https", "wss") + MAPS + "?watch=true"), collect(messages))
                .join();
        create("second", 1);
        for (var expected : List.of("ADDED first", "ADDED second")) {
            var message = messages.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(event(JsonMapper.shared().readTree(String.valueOf(message))))
                    .isEqualTo(expected);
        }
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        await().atMost(PATIENCE).until(() -> cluster.faults().openWatches(WatchTest::watchesMaps) == 0);
    }

    private static WebSocket.Listener collect(BlockingQueue<String> messages) {
        return new WebSocket.Listener() {
            private final StringBuilder parts = new StringBuilder();

            @Override
            public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                parts.append(data);
                if (last) {
                    messages.add(parts.toString());
                    parts.setLength(0);
                }
                socket.request(1);
                return null;
            }
        };
    }

    @Test
    void dropsAWatcherThatDoesNotReadAndNobodyElse() throws IOException, InterruptedException {
        int objects = 400;
        try (var sleeper = HttpCaller.socket(cluster);
                var events = watch("")) {
            var request =
                    "GET " + MAPS + "?watch=true HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                            + cluster.adminToken() + "\r\n\r\n";
            sleeper.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            await().atMost(PATIENCE).until(() -> cluster.faults().openWatches(WatchTest::watchesMaps) == 2);
            var reader = events.iterator();
            for (int i = 0; i < objects; i++) {
                create("m" + i, 100_000);
                assertThat(event(reader.next())).isEqualTo("ADDED m" + i);
            }
            // It ends for the sleeper as soon as it wakes up and has read what was before.
            var all = sleeper.getInputStream().transferTo(OutputStream.nullOutputStream());
            assertThat(all).isLessThan(objects * 100_000L);
            await().atMost(PATIENCE).until(() -> cluster.faults().openWatches(WatchTest::watchesMaps) == 1);
        }
    }

    @Test
    void isDroppedAndCutAndExpiredOnDemand() throws IOException, InterruptedException {
        create("first", 1);
        try (var events = watch("")) {
            var iterator = events.iterator();
            assertThat(event(iterator.next())).isEqualTo("ADDED first");
            assertThat(cluster.faults().dropWatches(WatchTest::watchesMaps)).isEqualTo(1);
            assertThat(iterator.hasNext()).isFalse();
        }
        create("second", 1);
        try (var cut = cluster.faults().inject(WatchTest::watchesMaps, new Fault.CutWatch(1));
                var events = watch("")) {
            assertThat(events.map(WatchTest::event)).containsExactly("ADDED first");
            assertThat(cut.hits()).isEqualTo(1);
        }
        try (var expired = cluster.faults().inject(WatchTest::watchesMaps, Fault.expired(), 1);
                var events = watch("")) {
            assertThat(events).singleElement().satisfies(event -> {
                assertThat(event.path("type").asString()).isEqualTo("ERROR");
                assertThat(event.path("object").path("code").asInt()).isEqualTo(410);
            });
            assertThat(expired.hits()).isEqualTo(1);
        }
    }
}

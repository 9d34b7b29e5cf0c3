package io.podbridge.devcluster.verbs;

import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.StoredObject;
import io.podbridge.devcluster.api.WatchEvent;
import io.podbridge.devcluster.api.WatchOptions;
import io.podbridge.devcluster.api.WatchSink;
import io.podbridge.devcluster.api.WriteOptions;
import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.resource.ResourceTypes;
import io.podbridge.devcluster.store.Bounds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import tools.jackson.databind.node.ObjectNode;

/** An API server of a test, with a clock that stands still until it is moved. */
final class Cluster extends Clock {
    static final WriteOptions WRITE = WriteOptions.of("test");
    static final WatchOptions FROM_START = new WatchOptions("", "", "", "", false, false);

    private Instant now = Instant.parse("2026-01-02T03:04:05.678Z");
    final ApiServer api;

    Cluster() {
        this(Bounds.DEFAULT);
    }

    Cluster(Bounds bounds) {
        api = ApiServer.start(this, bounds);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    static ObjectKey pod(String name) {
        return new ObjectKey(ResourceTypes.PODS, "default", name);
    }

    static ObjectNode podBody(String name) {
        return Json.parse("""
                {"metadata":{"name":"%s"},"spec":{"containers":[{"name":"c","image":"nginx:1"}]}}""".formatted(name));
    }

    StoredObject createPod(String name) {
        return create(podBody(name));
    }

    StoredObject create(ObjectNode pod) {
        return create(ResourceTypes.PODS, pod);
    }

    StoredObject create(ResourceType type, ObjectNode object) {
        return api.create(type, type.namespaced() ? "default" : "", object, WRITE);
    }

    StoredObject createBoundPod(String name) {
        create(podBody(name));
        bind(name, "n1");
        return api.get(pod(name));
    }

    void bind(String name, String node) {
        api.bind(pod(name), Json.parse("{\"target\":{\"name\":\"%s\"}}".formatted(node)), WRITE);
    }

    /** Events in short: {@code ADDED default/x@7}. */
    List<String> watch(ResourceType type, WatchOptions options) {
        List<String> seen = new ArrayList<>();
        Runnable close = api.watch(type, "", options, new Recorder(seen, Integer.MAX_VALUE));
        Assertions.assertThat(close).isNotNull();
        return seen;
    }

    record Recorder(List<String> seen, int room) implements WatchSink {
        @Override
        public boolean next(WatchEvent event) {
            seen.add(switch (event) {
                case WatchEvent.Change(WatchEvent.Type type, StoredObject object) ->
                    type + " " + object.key().name() + "@" + object.resourceVersion();
                case WatchEvent.Bookmark(long revision, boolean end) -> (end ? "END@" : "BOOKMARK@") + revision;
                case WatchEvent.Failure(ObjectNode status) -> "ERROR " + status;
            });
            return seen.size() < room;
        }

        @Override
        public void end() {
            seen.add("end");
        }
    }

    static ApiFailure refusal(ThrowingCallable call) {
        return Assertions.catchThrowableOfType(ApiFailure.class, call);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return now;
    }
}

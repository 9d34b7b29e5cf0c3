package io.podbridge.devcluster.control.reconcile;

import static io.podbridge.devcluster.resource.ResourceTypes.EVENTS;

import io.podbridge.devcluster.api.Api;
import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.Patch;
import io.podbridge.devcluster.api.WriteOptions;
import io.podbridge.devcluster.resource.ObjectKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes Events as client-go's recorder does: the same thing said again raises {@code count}. Remembers the last 1,000;
 * an older one that is said again becomes a new Event. An Event that is refused (its namespace goes) is given up.
 */
final class EventRecorder {
    private static final Logger log = LoggerFactory.getLogger(EventRecorder.class);
    private static final int REMEMBERED = 1_000;

    private record Said(String uid, String reason, String message) {}

    private record Written(ObjectKey key, int count) {}

    private final Api api;
    private final String controller;
    private final WriteOptions options;
    private final Map<Said, Written> recent = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Said, Written> eldest) {
            return size() > REMEMBERED;
        }
    };

    EventRecorder(Api api, String controller) {
        this.api = api;
        this.controller = controller;
        this.options = WriteOptions.of(controller);
    }

    void record(Action.Tell tell, Instant now) {
        var said = new Said(tell.about().uid(), tell.reason(), tell.message());
        var written = recent.get(said);
        try {
            recent.put(said, written == null ? create(tell, now) : again(written, now));
        } catch (ApiFailure failure) {
            recent.remove(said);
            log.debug(
                    "Event {} of {} not written: {}",
                    tell.reason(),
                    tell.about().key(),
                    failure.getMessage());
        }
    }

    private Written again(Written written, Instant now) {
        int count = written.count() + 1;
        var body = Json.object().put("count", count).put("lastTimestamp", Json.time(now));
        api.patch(written.key(), "", new Patch(Patch.Type.MERGE, body), options);
        return new Written(written.key(), count);
    }

    private Written create(Action.Tell tell, Instant now) {
        var subject = tell.about().key();
        var namespace = subject.namespace().isEmpty() ? "default" : subject.namespace();
        var body = Json.object().put("apiVersion", "v1").put("kind", "Event");
        body.putObject("metadata").put("generateName", subject.name() + ".").put("namespace", namespace);
        body.set("involvedObject", subject(tell.about()));
        body.put("reason", tell.reason())
                .put("message", tell.message())
                .put("type", tell.warning() ? "Warning" : "Normal")
                .put("firstTimestamp", Json.time(now))
                .put("lastTimestamp", Json.time(now))
                .put("count", 1)
                .put("reportingComponent", controller)
                .put("reportingInstance", "");
        body.putObject("source").put("component", controller);
        return new Written(api.create(EVENTS, namespace, body, options).key(), 1);
    }

    private static ObjectNode subject(Meta about) {
        var type = about.key().type();
        var subject = Json.object()
                .put("apiVersion", type.groupVersion().apiVersion())
                .put("kind", type.kind())
                .put("name", about.key().name())
                .put("uid", about.uid())
                .put("resourceVersion", Long.toString(about.resourceVersion()));
        return about.key().namespace().isEmpty()
                ? subject
                : subject.put("namespace", about.key().namespace());
    }
}

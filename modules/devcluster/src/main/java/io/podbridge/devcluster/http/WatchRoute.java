package io.podbridge.devcluster.http;

import io.podbridge.devcluster.api.Api;
import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.WatchEvent;
import io.podbridge.devcluster.fault.Fault;
import io.podbridge.devcluster.fault.Faults;
import io.podbridge.devcluster.request.RequestPath;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.table.IncludeObject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.javadsl.model.ws.TextMessage;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** Streams what happens to the objects of a kind, as a long answer or over a WebSocket. Thread-safe. */
final class WatchRoute {
    /** Events that wait together are sent together, up to this size: one TLS record instead of many. */
    private static final long BATCH_BYTES = 32 * 1024;
    /** How long a watch lasts whose client did not say (kube-apiserver's --min-request-timeout, up to twice). */
    private static final long DEFAULT_SECONDS = 1800;

    private final Api api;
    private final Faults faults;
    private final HttpSettings settings;
    private final Clock clock;

    WatchRoute(Api api, Faults faults, HttpSettings settings, Clock clock) {
        this.api = api;
        this.faults = faults;
        this.settings = settings;
        this.clock = clock;
    }

    HttpResponse watch(ResourceType type, RequestPath.Resource path, Call call) {
        call.ignoreBody();
        var shape = call.representation().shape();
        var encoder = new WatchEncoder(type, shape, include(call), clock);
        return reply(call, events(type, path, call).map(encoder::encode));
    }

    private static IncludeObject include(Call call) {
        return IncludeObject.parse(call.info().query().get("includeObject"));
    }

    /** A watch that has failed before it began, as the failure it is on the wire: an event. */
    HttpResponse failed(ApiFailure failure, ResourceType type, Call call) {
        call.ignoreBody();
        var encoder = new WatchEncoder(type, Representation.Shape.WHOLE, IncludeObject.METADATA, clock);
        var event = new WatchEvent.Failure(StatusBody.of(failure));
        return reply(call, Source.single(encoder.encode(event)));
    }

    private Source<WatchEvent, NotUsed> events(ResourceType type, RequestPath.Resource path, Call call) {
        var query = call.info().query();
        var seconds = RequestOptions.number(query, "timeoutSeconds").filter(value -> value > 0);
        var options = RequestOptions.watch(query, fieldSelector(path, query.get("fieldSelector")));
        var namespace = type.namespaced() ? path.namespace() : "";
        var buffer = new WatchBuffer(settings.watchBuffer());
        var close = api.watch(type, namespace, options, buffer);
        var forget = faults.opened(call.info(), buffer::end);
        return cut(call, buffer.open(call.materializer()))
                .takeWithin(Duration.ofSeconds(seconds.orElseGet(WatchRoute::anyTime)))
                .watchTermination((events, end) -> {
                    end.whenComplete((done, problem) -> {
                        forget.run();
                        close.run();
                    });
                    return events;
                });
    }

    /** The old form {@code /api/v1/watch/pods/x}, and what came of {@code GET pods/x?watch}: one object. */
    private static String fieldSelector(RequestPath.Resource path, String given) {
        var byName = "metadata.name=" + path.name();
        return path.name().isEmpty() ? given : given.isEmpty() ? byName : given + "," + byName;
    }

    private static Source<WatchEvent, NotUsed> cut(Call call, Source<WatchEvent, NotUsed> events) {
        var shortened = events;
        for (var fault : call.faults()) {
            if (fault instanceof Fault.CutWatch(var count)) {
                shortened = shortened.take(count);
            }
        }
        return shortened;
    }

    private static long anyTime() {
        return ThreadLocalRandom.current().nextLong(DEFAULT_SECONDS, 2 * DEFAULT_SECONDS);
    }

    private static HttpResponse reply(Call call, Source<ByteString, NotUsed> events) {
        var socket = call.request().getAttribute(AttributeKeys.webSocketUpgrade);
        if (socket.isPresent()) {
            var messages = events.map(event -> (Message) TextMessage.create(event.utf8String()));
            return socket.get().handleMessagesWith(Flow.fromSinkAndSourceCoupled(Sink.ignore(), messages));
        }
        var batches =
                events.batchWeighted(BATCH_BYTES, event -> (long) event.size(), event -> event, ByteString::concat);
        return Replies.json(200, ByteString.emptyByteString()).withEntity(HttpEntities.create(Replies.JSON, batches));
    }
}

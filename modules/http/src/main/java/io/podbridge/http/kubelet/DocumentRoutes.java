package io.podbridge.http.kubelet;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.streams.PodUsage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.util.ByteString;

/** Documents about the whole node. */
final class DocumentRoutes {

    private static final ContentType PROMETHEUS = ContentTypes.parse("text/plain; version=0.0.4; charset=utf-8");

    private final NodeView node;
    private final InstantSource clock;

    DocumentRoutes(NodeView node, InstantSource clock) {
        this.node = node;
        this.clock = clock;
    }

    CompletionStage<HttpResponse> serve(Target.Document document) {
        return switch (document) {
            case PODS -> node.pods().thenApply(pods -> Replies.json(PodListDocument.of(pods)));
            case RUNNING_PODS -> node.running().thenApply(pods -> Replies.json(PodListDocument.of(pods)));
            case STATS_SUMMARY ->
                node.startedAt()
                        .thenCompose(startedAt -> usage(
                                usage -> summary(startedAt, usage),
                                Replies.text(500, "the node's usage is not known")));
            case METRICS_RESOURCE ->
                usage(
                        usage -> Replies.good(PROMETHEUS, ResourceMetricsDocument.of(clock.instant(), usage)),
                        Replies.good(PROMETHEUS, ResourceMetricsDocument.failed()));
            case METRICS_PROBES -> done(Replies.good(PROMETHEUS, ByteString.emptyByteString()));
            case HEALTH -> done(Replies.text(200, "ok"));
            case CONFIGURATION ->
                done(Replies.json(ByteString.fromString("{\"podbridge\":" + node.configuration() + "}")));
        };
    }

    private HttpResponse summary(Instant startedAt, List<PodUsage> usage) {
        return Replies.json(StatsDocument.of(node.nodeName(), startedAt, clock.instant(), usage));
    }

    private CompletionStage<HttpResponse> usage(Function<List<PodUsage>, HttpResponse> known, HttpResponse unknown) {
        return node.usage().handle((outcome, failure) -> {
            if (failure != null) {
                return unknown;
            }
            return switch (outcome) {
                case Outcome.Success<List<PodUsage>>(List<PodUsage> usage) -> known.apply(usage);
                case Outcome.Failure<List<PodUsage>> nobodyKnows -> unknown;
            };
        });
    }

    private static CompletionStage<HttpResponse> done(HttpResponse response) {
        return CompletableFuture.completedStage(response);
    }
}

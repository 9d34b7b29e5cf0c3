package io.podbridge.http.kubelet;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.streams.LogOptions;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** Logs, chunked; a log that breaks off breaks the response off, so that nobody takes it for the whole. */
final class LogRoutes {

    private final NodeView node;
    private final InstantSource clock;
    private final SharedKillSwitch closing;

    /**
     * Reads logs of the node.
     *
     * @param closing ends logs that are being followed
     */
    LogRoutes(NodeView node, InstantSource clock, SharedKillSwitch closing) {
        this.node = node;
        this.clock = clock;
        this.closing = closing;
    }

    CompletionStage<HttpResponse> serve(Target.ContainerLogs target, Query query) {
        return switch (LogQuery.parse(query, clock.instant())) {
            case Checked.Bad<LogOptions>(Reply reply) -> done(Replies.of(reply));
            case Checked.Good<LogOptions>(LogOptions options) ->
                node.find(target.namespace(), target.pod())
                        .thenCompose(found -> found.map(located -> read(located, target, options))
                                .orElseGet(
                                        () -> done(Replies.text(404, "pod \"" + target.pod() + "\" does not exist"))));
        };
    }

    private CompletionStage<HttpResponse> read(
            NodeView.Located located, Target.ContainerLogs target, LogOptions options) {
        if (StreamRoutes.names(located.pod()).noneMatch(target.container()::equals)) {
            return done(Replies.text(
                    404, "container \"" + target.container() + "\" not found in pod \"" + target.pod() + "\""));
        }
        return located.access()
                .logs(located.pod().id(), target.container(), options)
                .thenApply(outcome -> switch (outcome) {
                    case Outcome.Success<Source<ByteString, NotUsed>>(var log) -> chunked(log);
                    case Outcome.Failure<Source<ByteString, NotUsed>>(var failure) ->
                        Replies.text(400, failure.message());
                });
    }

    /** An empty chunk would end the response. */
    private HttpResponse chunked(Source<ByteString, NotUsed> log) {
        Source<ByteString, NotUsed> chunks =
                log.filter(bytes -> !bytes.isEmpty()).via(closing.flow());
        return HttpResponse.create().withEntity(HttpEntities.createChunked(ContentTypes.TEXT_PLAIN_UTF8, chunks));
    }

    private static CompletionStage<HttpResponse> done(HttpResponse response) {
        return CompletableFuture.completedStage(response);
    }
}

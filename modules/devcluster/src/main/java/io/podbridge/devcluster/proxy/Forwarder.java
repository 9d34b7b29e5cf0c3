package io.podbridge.devcluster.proxy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLContext;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.ConnectionContext;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCode;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * Makes plain requests to kubelets and pods, each on a connection of its own: a pool would let a few clients that
 * follow logs keep all others waiting. Bodies are streamed both ways. Thread-safe.
 */
final class Forwarder {
    /** Between two parties only, or a secret of the API server's client. */
    private static final List<String> KEPT_BACK = List.of(
            "authorization",
            "connection",
            "content-length",
            "content-type",
            "host",
            "raw-request-uri",
            "te",
            "timeout-access",
            "tls-session-info",
            "transfer-encoding",
            "upgrade");

    private final ActorSystem<?> system;
    private final SSLContext tls;

    Forwarder(ActorSystem<?> system, SSLContext tls) {
        this.system = system;
        this.tls = tls;
    }

    CompletionStage<HttpResponse> get(Endpoint endpoint, String pathAndQuery) {
        return send(endpoint, HttpRequest.GET(pathAndQuery));
    }

    /**
     * An answer with all of its body.
     *
     * @param body of any size up to the bound that was asked for
     */
    record Whole(StatusCode status, ByteString body) {}

    /**
     * Reads an answer to its end; fails if that takes longer than {@code timeout}, or is more than {@code limit} bytes.
     */
    CompletionStage<Whole> read(Endpoint endpoint, String pathAndQuery, Duration timeout, long limit) {
        return answers(endpoint, HttpRequest.GET(pathAndQuery))
                .mapAsync(1, answer -> body(answer, limit).thenApply(body -> new Whole(answer.status(), body)))
                .completionTimeout(timeout)
                .runWith(Sink.head(), system);
    }

    private CompletionStage<ByteString> body(HttpResponse answer, long limit) {
        return answer.entity()
                .withoutSizeLimit()
                .getDataBytes()
                .limitWeighted(limit, bytes -> (long) bytes.size())
                .runFold(ByteString.emptyByteString(), ByteString::concat, system);
    }

    /** Hands on a request as it is, but for what concerns the API server only. */
    CompletionStage<HttpResponse> forward(Endpoint endpoint, String pathAndQuery, HttpRequest request) {
        var bare = HttpRequest.create(pathAndQuery).withMethod(request.method()).withEntity(request.entity());
        return send(endpoint, bare.withHeaders(handedOn(request.getHeaders()))).thenApply(Forwarder::answer);
    }

    private static HttpResponse answer(HttpResponse answer) {
        return HttpResponse.create()
                .withStatus(answer.status())
                .withHeaders(handedOn(answer.getHeaders()))
                .withEntity(answer.entity().isKnownEmpty() ? HttpEntities.EMPTY : answer.entity());
    }

    private static List<HttpHeader> handedOn(Iterable<HttpHeader> headers) {
        return StreamSupport.stream(headers.spliterator(), false)
                .filter(header -> !KEPT_BACK.contains(header.lowercaseName()))
                .filter(header -> !header.lowercaseName().startsWith("impersonate-"))
                .toList();
    }

    private CompletionStage<HttpResponse> send(Endpoint endpoint, HttpRequest request) {
        return answers(endpoint, request).runWith(Sink.head(), system);
    }

    private Source<HttpResponse, NotUsed> answers(Endpoint endpoint, HttpRequest request) {
        var builder = Http.get(system)
                .connectionTo(endpoint.host())
                .toPort(endpoint.port())
                .withCustomHttpsConnectionContext(ConnectionContext.httpsClient((host, port) -> {
                    var engine = tls.createSSLEngine(host, port);
                    engine.setUseClientMode(true);
                    return engine;
                }));
        var connection = endpoint.tls() ? builder.https() : builder.http();
        return Source.single(request).via(connection);
    }
}

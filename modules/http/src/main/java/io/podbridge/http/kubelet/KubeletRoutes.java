package io.podbridge.http.kubelet;

import io.podbridge.http.identity.Gate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Materializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a request to its response: who asks, may they, what for. For any thread. */
final class KubeletRoutes {

    private static final Logger log = LoggerFactory.getLogger(KubeletRoutes.class);
    private static final String BEARER = "bearer ";

    private final Gate gate;
    private final StreamRoutes streams;
    private final LogRoutes logs;
    private final DocumentRoutes documents;
    private final Materializer materializer;

    KubeletRoutes(
            Gate gate, StreamRoutes streams, LogRoutes logs, DocumentRoutes documents, Materializer materializer) {
        this.gate = gate;
        this.streams = streams;
        this.logs = logs;
        this.documents = documents;
        this.materializer = materializer;
    }

    CompletionStage<HttpResponse> handle(HttpRequest request) {
        var unused = request.discardEntityBytes(materializer);
        Optional<String> path = Query.decode(rawPath(request));
        if (path.isEmpty()) {
            return done(Replies.text(400, "the path is not well encoded"));
        }
        return gate.decide(credentials(request), request.method().value(), path.get())
                .thenCompose(decision -> switch (decision) {
                    case Gate.Decision.Refused(int status, String text) -> done(Replies.text(status, text));
                    case Gate.Decision.Allowed allowed -> serve(request, path.get());
                })
                .exceptionally(bug -> {
                    log.warn("{} {} failed", request.method().value(), path.get(), bug);
                    return Replies.text(500, "internal error");
                });
    }

    private CompletionStage<HttpResponse> serve(HttpRequest request, String path) {
        Query query = Query.parse(request.getUri().rawQueryString().orElse(""));
        return switch (Target.of(request.method().value(), path)) {
            case Checked.Bad<Target>(Reply reply) -> done(Replies.of(reply));
            case Checked.Good<Target>(Target target) ->
                switch (target) {
                    case Target.ContainerLogs container -> logs.serve(container, query);
                    case Target.Exec exec -> streams.exec(exec, request, query);
                    case Target.Attach attach -> streams.attach(attach, request, query);
                    case Target.PortForward forward -> streams.portForward(forward, request, query);
                    case Target.Document document -> documents.serve(document);
                };
        };
    }

    /** A plus sign stays one in a path. */
    private static String rawPath(HttpRequest request) {
        return request.getUri().getPathString().replace("+", "%2B");
    }

    private static Gate.Credentials credentials(HttpRequest request) {
        Optional<String> token = request.getHeader("authorization")
                .map(HttpHeader::value)
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()).strip())
                .filter(value -> !value.isEmpty());
        List<X509Certificate> certificates = request.getAttribute(AttributeKeys.sslSession)
                .map(info -> certificates(info.getSession()))
                .orElseGet(List::of);
        return new Gate.Credentials(certificates, token);
    }

    private static List<X509Certificate> certificates(SSLSession session) {
        try {
            return Arrays.stream(session.getPeerCertificates())
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException none) {
            return List.of();
        }
    }

    private static CompletionStage<HttpResponse> done(HttpResponse response) {
        return CompletableFuture.completedStage(response);
    }
}

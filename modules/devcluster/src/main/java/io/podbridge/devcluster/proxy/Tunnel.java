package io.podbridge.devcluster.proxy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLContext;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.impl.engine.server.UpgradeToOtherProtocolResponseHeader;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.Connection;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;
import org.apache.pekko.stream.TLSClosing;
import org.apache.pekko.stream.javadsl.AsPublisher;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.Tcp;
import org.apache.pekko.util.ByteString;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;

/**
 * Takes a request that changes the protocol (WebSocket, SPDY/3.1) to a kubelet, and then carries bytes both ways
 * without looking at them, each way no faster than its reader. When one side closes its connection, the other is closed
 * once it has what was sent before; closing one half only is a matter of the protocol inside. Thread-safe.
 */
final class Tunnel {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration REFUSAL = Duration.ofSeconds(5);
    private static final int REFUSAL_BYTES = 64 * 1024;
    private static final List<String> HANDED_ON = List.of("upgrade", "x-stream-protocol-version", "user-agent");
    private static final String SOCKET = "sec-websocket-";

    /** What the kubelet said, and the bytes both ways. */
    private record Connected(
            Subscriber<ByteString> toKubelet, CompletionStage<ResponseHead> head, Publisher<ByteString> fromKubelet) {}

    private final ActorSystem<?> system;
    private final SSLContext tls;

    Tunnel(ActorSystem<?> system, SSLContext tls) {
        this.system = system;
        this.tls = tls;
    }

    static boolean wanted(HttpRequest request) {
        return StreamSupport.stream(request.getHeaders().spliterator(), false).anyMatch(header -> header.is("upgrade"));
    }

    /** Fails with what kept the kubelet from answering. */
    CompletionStage<HttpResponse> open(Endpoint kubelet, String pathAndQuery, HttpRequest request) {
        var materializer = SystemMaterializer.get(system).materializer();
        request.discardEntityBytes(materializer);
        var connected = connect(kubelet, head(kubelet, pathAndQuery, request), materializer);
        return connected
                .head()
                .thenCompose(head -> head.code() == 101
                        ? CompletableFuture.completedFuture(switched(head, connected))
                        : refused(head, connected, materializer));
    }

    private Connected connect(Endpoint kubelet, ByteString head, Materializer materializer) {
        var outgoing = Source.<ByteString>asSubscriber().preMaterialize(materializer);
        var connection = Tcp.get(system)
                .outgoingConnectionWithTls(
                        kubelet.address(),
                        () -> {
                            var engine = tls.createSSLEngine(kubelet.host(), kubelet.port());
                            engine.setUseClientMode(true);
                            return engine;
                        },
                        Optional.empty(),
                        List.of(),
                        Optional.of(CONNECT),
                        Optional.empty(),
                        session -> Optional.empty(),
                        TLSClosing.eagerClose());
        var ends = Source.single(head)
                .concat(outgoing.second())
                .via(connection)
                .viaMat(new ResponseHeadStage(), Keep.right())
                .toMat(Sink.asPublisher(AsPublisher.WITHOUT_FANOUT), Keep.both())
                .run(materializer);
        return new Connected(outgoing.first(), ends.first(), ends.second());
    }

    private static ByteString head(Endpoint kubelet, String pathAndQuery, HttpRequest request) {
        var text = new StringBuilder(request.method().value() + " " + pathAndQuery + " HTTP/1.1\r\n");
        text.append("Host: ").append(kubelet.authority()).append("\r\nConnection: Upgrade\r\n");
        if (request.method().value().equals("POST")) {
            text.append("Content-Length: 0\r\n");
        }
        for (var header : request.getHeaders()) {
            if (handedOn(header)) {
                text.append(header.name()).append(": ").append(header.value()).append("\r\n");
            }
        }
        return ByteString.fromString(text.append("\r\n").toString());
    }

    private static boolean handedOn(HttpHeader header) {
        var name = header.lowercaseName();
        return HANDED_ON.contains(name) || name.startsWith(SOCKET);
    }

    private static HttpResponse switched(ResponseHead head, Connected connected) {
        var bytes = Flow.fromSinkAndSource(
                Sink.fromSubscriber(connected.toKubelet()), Source.fromPublisher(connected.fromKubelet()));
        // The modelled header: a raw one of this name is dropped, and nothing is switched.
        var reply = HttpResponse.create().withStatus(101).addHeader(Connection.create("Upgrade"));
        for (var header : head.headers()) {
            var name = header.name().toLowerCase(Locale.ROOT);
            if (name.startsWith(SOCKET) || name.equals("upgrade") || name.equals("x-stream-protocol-version")) {
                reply = reply.addHeader(RawHeader.create(header.name(), header.value()));
            }
        }
        return reply.addHeader(upgrade(bytes));
    }

    /** The hook of Pekko HTTP's own WebSockets: internal to it, but the only way to the bytes of a connection. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static HttpHeader upgrade(Flow<ByteString, ByteString, NotUsed> bytes) {
        return new UpgradeToOtherProtocolResponseHeader((org.apache.pekko.stream.scaladsl.Flow) bytes.asScala());
    }

    /** The kubelet's own words, as kube-apiserver hands them on. */
    private static CompletionStage<HttpResponse> refused(
            ResponseHead head, Connected connected, Materializer materializer) {
        var length = head.header("content-length").map(Integer::parseInt).orElse(REFUSAL_BYTES);
        var type = head.header("content-type").map(ContentTypes::parse).orElse(ContentTypes.TEXT_PLAIN_UTF8);
        return Source.fromPublisher(connected.fromKubelet())
                .takeWithin(REFUSAL)
                .scan(ByteString.emptyByteString(), ByteString::concat)
                .takeWhile(body -> body.size() < length, true)
                .runWith(Sink.last(), materializer)
                .thenApply(body -> {
                    Source.<ByteString>empty().runWith(Sink.fromSubscriber(connected.toKubelet()), materializer);
                    return HttpResponse.create()
                            .withStatus(head.code())
                            .withEntity(HttpEntities.create(type, body.take(length)));
                });
    }
}

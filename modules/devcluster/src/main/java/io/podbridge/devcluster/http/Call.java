package io.podbridge.devcluster.http;

import io.podbridge.devcluster.fault.Fault;
import io.podbridge.devcluster.identity.User;
import io.podbridge.devcluster.request.RequestInfo;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.StreamLimitReachedException;
import org.apache.pekko.util.ByteString;

/**
 * A request of somebody who may make it.
 *
 * @param faults what is to go wrong with it
 */
record Call(HttpRequest request, RequestInfo info, User user, List<Fault> faults, Materializer materializer) {
    /** How long a client may take to send its body. */
    private static final Duration BODY_TIMEOUT = Duration.ofMinutes(1);

    /** Bytes; beyond it a client is cut off. */
    private static final long DRAINED = 64L * 1024 * 1024;

    /** All values of a header, with commas between them; empty if there is none. */
    String header(String name) {
        return header(request, name);
    }

    static String header(HttpRequest request, String name) {
        return StreamSupport.stream(request.getHeaders().spliterator(), false)
                .filter(header -> header.is(name.toLowerCase(Locale.ROOT)))
                .map(HttpHeader::value)
                .collect(Collectors.joining(","));
    }

    Representation representation() {
        return Representation.negotiate(header("Accept"), pretty(), info.verb().equals("watch"));
    }

    /** Asked for, or by a program whose user reads it. */
    private boolean pretty() {
        return info.query().has("pretty")
                ? info.query().flag("pretty")
                : header("User-Agent").startsWith("curl")
                        || header("User-Agent").startsWith("Mozilla/5.0");
    }

    /**
     * Reads the body; fails with 413 if it is larger than {@link Body#LIMIT}. What is too large is read to its end, up
     * to a bound, and dropped: a client that is answered while it still sends may never see the answer.
     */
    CompletionStage<Body> body() {
        return request.entity()
                .withoutSizeLimit()
                .getDataBytes()
                .completionTimeout(BODY_TIMEOUT)
                .limitWeighted(DRAINED, bytes -> (long) bytes.size())
                .runFold(
                        ByteString.emptyByteString(),
                        (read, more) -> read.size() > Body.LIMIT ? read : read.concat(more),
                        materializer)
                .exceptionally(problem -> {
                    throw tooLarge(problem) ? Refusals.tooLarge(Body.LIMIT) : new CompletionException(problem);
                })
                .thenApply(this::body);
    }

    private Body body(ByteString bytes) {
        if (bytes.size() > Body.LIMIT) {
            throw Refusals.tooLarge(Body.LIMIT);
        }
        return new Body(mediaType(), bytes.toArray());
    }

    /** Of the body, without parameters; empty if the client does not say. */
    String mediaType() {
        var type = request.entity().getContentType();
        return type.equals(ContentTypes.NO_CONTENT_TYPE)
                ? ""
                : type.mediaType().mainType() + "/" + type.mediaType().subType();
    }

    /** Lets the client finish what it sends, which nobody reads. */
    void ignoreBody() {
        request.discardEntityBytes(materializer);
    }

    private static boolean tooLarge(Throwable problem) {
        return problem instanceof StreamLimitReachedException
                || problem.getCause() instanceof StreamLimitReachedException;
    }
}

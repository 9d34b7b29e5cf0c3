package io.podbridge.core.kube;

import io.podbridge.core.kube.ApiResult.Expired;
import io.podbridge.core.kube.ApiResult.Problem;
import io.podbridge.core.kube.ApiResult.Unavailable;
import io.podbridge.core.kube.KubeApi.PodScope;
import io.podbridge.core.kube.PodWatchListener.End;
import io.podbridge.core.pod.Pod;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the bytes of a watch into calls of its listener, one at a time. Threads: one at a time. */
final class WatchDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(WatchDelivery.class);

    /**
     * While only others' pods change, our place in the history is told so often, or it would be too old to go on from.
     */
    private static final long PLACE_NANOS = Duration.ofSeconds(1).toNanos();

    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final PodScope scope;
    private final Call call;
    private final Endpoint endpoint;
    private final WatchEventDecoder decoder;
    private final PodWatchListener listener;
    private final NodeFilter filter;
    private final boolean fromKnownVersion;
    private final Queue<ByteBuffer> received = new ArrayDeque<>();
    private final LineAssembler lines = new LineAssembler();
    private long lastPlace = System.nanoTime();

    /** What came of the next event. */
    sealed interface Step {
        /** The listener has it, and is done with it when the future is. */
        record Delivered(CompletableFuture<Void> done) implements Step {}

        /** There is none: more bytes are needed. */
        record Exhausted() implements Step {}

        /** It was the last one. */
        record Last(End end) implements Step {}
    }

    WatchDelivery(
            PodScope scope,
            String resourceVersion,
            Call call,
            Endpoint endpoint,
            WatchEventDecoder decoder,
            PodWatchListener listener) {
        this.scope = scope;
        this.call = call;
        this.endpoint = endpoint;
        this.decoder = decoder;
        this.listener = listener;
        this.filter = new NodeFilter(scope.node());
        // "0" brings what there is first, in no order: a place in the history that means something comes with a
        // bookmark.
        this.fromKnownVersion = !resourceVersion.isEmpty() && !resourceVersion.equals("0");
    }

    void add(List<ByteBuffer> buffers) {
        received.addAll(buffers);
    }

    /** Delivers the next event of our node, if it is there. */
    Step step() {
        try {
            Optional<Step> step = Optional.empty();
            while (step.isEmpty() && nextLine()) {
                step = !scope.wholeCluster() || filter.mayConcern(lines.line(), lines.length())
                        ? event(decoder.decode(lines.line(), 0, lines.length()))
                        : tellPlace();
            }
            return step.orElseGet(Step.Exhausted::new);
        } catch (LineAssembler.LineTooLongException | RuntimeException e) {
            LOG.error("The watch {} cannot go on", call, e);
            return new Step.Last(failed(call + ": " + e));
        }
    }

    private boolean nextLine() throws LineAssembler.LineTooLongException {
        for (ByteBuffer buffer = received.peek(); buffer != null; buffer = received.peek()) {
            boolean whole = lines.read(buffer);
            if (!buffer.hasRemaining()) {
                received.remove();
            }
            if (whole && lines.length() > 0) {
                return true;
            }
        }
        return false;
    }

    /** Empty if there was nothing to deliver. */
    private Optional<Step> event(WatchEvent event) {
        return switch (event) {
            case WatchEvent.Changed(Pod pod, String node) ->
                node.equals(scope.node())
                        ? Optional.of(new Step.Delivered(listener.changed(pod).toCompletableFuture()))
                        : Optional.empty();
            case WatchEvent.Deleted(Pod pod, String node) ->
                node.equals(scope.node())
                        ? Optional.of(new Step.Delivered(
                                listener.gone(pod.id(), pod.resourceVersion()).toCompletableFuture()))
                        : Optional.empty();
            case WatchEvent.Bookmark(String version) -> {
                listener.bookmark(version);
                yield Optional.of(new Step.Delivered(DONE));
            }
            case WatchEvent.Failure(ServerStatus status) -> Optional.of(new Step.Last(end(status)));
            case WatchEvent.Unknown(String type) -> {
                LOG.warn("The watch {} brought an event of the unknown type \"{}\", which is left out", call, type);
                yield Optional.empty();
            }
            case WatchEvent.Foreign() -> Optional.of(new Step.Last(foreign()));
        };
    }

    /** Empty if the stream goes on. */
    private Optional<Step> tellPlace() {
        long now = System.nanoTime();
        if (!fromKnownVersion || now - lastPlace <= PLACE_NANOS) {
            return Optional.empty();
        }
        lastPlace = now;
        Optional<String> place = WatchEventDecoder.resourceVersion(lines.line(), 0, lines.length());
        place.ifPresent(listener::bookmark);
        return place.isPresent() ? Optional.empty() : Optional.of(new Step.Last(foreign()));
    }

    /** How the stream has ended that the server has closed: within a line, the API server closes none. */
    End closed() {
        return lines.partial() ? foreign() : new End.Closed();
    }

    private End foreign() {
        return new End.Failed(Problems.unexpected(
                call, endpoint, "events of a Pod of v1", "\"" + Excerpt.of(lines.line(), 0, lines.length()) + "\""));
    }

    private End end(ServerStatus status) {
        Problem problem = Problems.inStream(status, call);
        return problem instanceof Expired ? new End.Expired() : new End.Failed(problem);
    }

    static End failed(String message) {
        return new End.Failed(new Unavailable(message, Optional.empty()));
    }
}

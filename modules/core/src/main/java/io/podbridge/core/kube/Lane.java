package io.podbridge.core.kube;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.podbridge.core.clock.SkewMeter;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the API server, and the queue in front of it. When it has gone silent it is replaced: java.net.http
 * would go on using a connection whose other end is gone until the kernel gives up on it, which takes a quarter of an
 * hour.
 *
 * <p>Threads: any.
 */
final class Lane implements AutoCloseable {

    private final Supplier<HttpChannel> open;
    private final Endpoint endpoint;
    private final Duration timeout;
    private final CallQueue queue;
    private final SkewMeter meter;
    private final IntConsumer answered;
    private volatile long lastSign = System.nanoTime();
    private HttpChannel channel;
    private boolean closed;

    Lane(
            Supplier<HttpChannel> open,
            Endpoint endpoint,
            Duration timeout,
            CallQueue queue,
            SkewMeter meter,
            IntConsumer answered) {
        this.open = open;
        this.endpoint = endpoint;
        this.timeout = timeout;
        this.queue = queue;
        this.meter = meter;
        this.answered = answered;
        this.channel = open.get();
    }

    /** Sends a request and reads its answer. Fails with what kept it from being answered. */
    CompletableFuture<Answer> send(Call call) {
        return inTurn(channel -> {
            var collector = new BodyCollector();
            return head(channel, call, timeout, collector).thenCompose(response -> body(response, collector));
        });
    }

    /**
     * Sends a request whose answer has no end; completes with its head, and gives up its turn then.
     *
     * @param longest how long the stream can last
     */
    CompletableFuture<HttpResponse<AsyncBody>> stream(
            Call call, Duration longest, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        return inTurn(channel -> {
            CompletableFuture<HttpResponse<AsyncBody>> head = head(channel, call, longest, consumer);
            return head.copy()
                    .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((response, error) -> {
                        if (error instanceof TimeoutException) {
                            var unused = head.thenAccept(late -> late.body().cancel());
                        }
                    });
        });
    }

    /** Goes on with a connection that has the newest credentials; what is under way on the old one has no answer. */
    void renew() {
        replace(current());
    }

    @Override
    public void close() {
        HttpChannel last;
        synchronized (this) {
            closed = true;
            last = channel;
        }
        last.close();
    }

    private <T> CompletableFuture<T> inTurn(Function<HttpChannel, CompletableFuture<T>> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        queue.enter(new CallQueue.Turn() {
            @Override
            public void start() {
                HttpChannel used = current();
                long sent = System.nanoTime();
                var unused = work.apply(used).whenComplete((value, error) -> {
                    settle(used, sent, error);
                    queue.ended(error == null);
                    complete(result, value, error);
                });
            }

            @Override
            public void refused(String why) {
                result.completeExceptionally(new TurnRefusedException(why));
            }
        });
        return result;
    }

    private CompletableFuture<Answer> body(HttpResponse<AsyncBody> response, BodyCollector collector) {
        lastSign = System.nanoTime();
        answered.accept(response.code());
        Optional<Duration> retryAfter = Problems.retryAfter(response.header("Retry-After"));
        return collector
                .collect(response.body(), timeout)
                .thenApply(bytes -> new Answer(response.code(), retryAfter, bytes));
    }

    /**
     * Never ends before it returns, see {@link CallQueue}: what fails at once (a closed client) fails a moment later.
     */
    private CompletableFuture<HttpResponse<AsyncBody>> head(
            HttpChannel used, Call call, Duration longest, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        SkewMeter.Sent sent = meter.sent();
        CompletableFuture<HttpResponse<AsyncBody>> head;
        try {
            head = used.http()
                    .consumeBytes(request(used, call, longest), consumer)
                    .whenComplete((response, error) -> sent.answered(error == null ? response.header("Date") : null));
        } catch (RuntimeException e) {
            head = CompletableFuture.failedFuture(e);
        }
        return head.isDone() ? head.thenApplyAsync(response -> response) : head;
    }

    private HttpRequest request(HttpChannel used, Call call, Duration longest) {
        HttpRequest.Builder request = used.http()
                .newHttpRequestBuilder()
                .uri(endpoint.url() + call.path())
                .timeout(longest.toMillis(), TimeUnit.MILLISECONDS)
                .header("Accept", call.accept());
        return call.body().isEmpty()
                ? request.build()
                : request.method(call.method(), call.contentType(), call.body()).build();
    }

    private synchronized HttpChannel current() {
        return channel;
    }

    /** After a timeout during which nothing at all came back, the connection is taken for dead. */
    private void settle(HttpChannel used, long sent, @Nullable Throwable error) {
        if (error == null) {
            lastSign = System.nanoTime();
        } else if (isTimeout(error) && lastSign - sent < 0) {
            replace(used);
        }
    }

    private void replace(HttpChannel dead) {
        synchronized (this) {
            if (channel != dead || closed) {
                return;
            }
            channel = open.get();
        }
        dead.close();
    }

    private static boolean isTimeout(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof TimeoutException || cause instanceof HttpTimeoutException;
    }

    private static <T> void complete(CompletableFuture<T> result, T value, @Nullable Throwable error) {
        if (error == null) {
            result.complete(value);
        } else {
            result.completeExceptionally(error);
        }
    }
}

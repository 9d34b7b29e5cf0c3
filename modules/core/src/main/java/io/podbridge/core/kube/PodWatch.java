package io.podbridge.core.kube;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.podbridge.core.kube.ApiResult.Expired;
import io.podbridge.core.kube.ApiResult.Problem;
import io.podbridge.core.kube.KubeApi.PodScope;
import io.podbridge.core.kube.PodWatchListener.End;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One watch, from its request to its end.
 *
 * <p>It asks for more bytes when the listener is done with the last ones, so that a slow listener holds up the server
 * and not the heap. Whoever moves the state to {@code DELIVERING} may call the listener, until he moves it on.
 *
 * <p>Threads: any.
 */
final class PodWatch implements KubeApi.Watch {

    private static final Call TRY = Call.get("GET version", ApiPath.VERSION);

    private enum State {
        /** There is no answer yet. */
        OPENING,
        /** More bytes are asked for. */
        WAITING,
        /** The listener is at work. */
        DELIVERING,
        /** Nothing more is delivered. */
        OVER
    }

    private final KubernetesConnection connection;
    private final Lane lane;
    private final Call call;
    private final long longestSilence;
    private final PodWatchListener listener;
    private final WatchDelivery delivery;
    private final CallCounters counters;
    private final BodyCollector refusal = new BodyCollector();
    private State state = State.OPENING;
    private Optional<Supplier<End>> pendingEnd = Optional.empty();
    private @Nullable AsyncBody body;
    private @Nullable Future<?> timer;
    private long lastBytes = System.nanoTime();
    private long lastTry = System.nanoTime();
    private volatile boolean refused;

    private PodWatch(
            KubernetesConnection connection,
            Call call,
            Duration longest,
            PodWatchListener listener,
            WatchDelivery delivery,
            CallCounters counters) {
        this.connection = connection;
        this.lane = connection.beginWatch();
        this.call = call;
        this.longestSilence = longest.toNanos();
        this.listener = listener;
        this.delivery = delivery;
        this.counters = counters;
    }

    /** Begins a watch. */
    static PodWatch start(
            KubernetesConnection connection,
            WatchEventDecoder decoder,
            CallCounters counters,
            PodScope scope,
            String resourceVersion,
            PodWatchListener listener) {
        WatchRequest request =
                WatchRequest.of(scope, resourceVersion, connection.settings().watchTimeout());
        Call call = request.call();
        Duration longest = request.longest();
        var delivery = new WatchDelivery(scope, resourceVersion, call, connection.endpoint(), decoder, listener);
        var watch = new PodWatch(connection, call, longest, listener, delivery, counters);
        watch.open(longest);
        return watch;
    }

    @Override
    public void close() {
        over(() -> true);
    }

    private void open(Duration longest) {
        long period = Math.max(1, connection.settings().watchSilence().toMillis() / 2);
        synchronized (this) {
            timer = connection.clock().scheduleWithFixedDelay(this::check, period, period, TimeUnit.MILLISECONDS);
        }
        var unused = lane.stream(call, longest, this::bytes).whenComplete((response, error) -> {
            counters.count(call.kind(), error == null ? response.code() : 0);
            if (error == null) {
                opened(response);
            } else {
                finish(new End.Failed(Problems.unanswered(error, call, connection.endpoint())));
            }
        });
    }

    private void opened(HttpResponse<AsyncBody> response) {
        boolean go;
        synchronized (this) {
            go = state == State.OPENING;
            body = response.body();
        }
        if (!go) {
            response.body().cancel();
        } else if (response.code() == 200) {
            var unused = response.body().done().whenComplete((nothing, error) -> ended(error));
            askForMore();
        } else {
            refused(response);
        }
    }

    private void refused(HttpResponse<AsyncBody> response) {
        refused = true;
        var unused = refusal.collect(response.body(), connection.settings().requestTimeout())
                .whenComplete((bytes, error) -> {
                    var retryAfter = Problems.retryAfter(response.header("Retry-After"));
                    var answer = new Answer(response.code(), retryAfter, error == null ? bytes : new byte[0]);
                    Problem problem = Problems.answered(answer, call, connection.endpoint());
                    finish(problem instanceof Expired ? new End.Expired() : new End.Failed(problem));
                });
    }

    private void bytes(List<ByteBuffer> buffers, AsyncBody from) throws IOException {
        if (refused) {
            refusal.consume(buffers, from);
            return;
        }
        synchronized (this) {
            if (state != State.WAITING) {
                return;
            }
            state = State.DELIVERING;
            lastBytes = System.nanoTime();
        }
        delivery.add(buffers);
        deliver();
    }

    /**
     * Goes on until the bytes are used up, or the listener takes its time: then it goes on when the listener is done.
     */
    private void deliver() {
        while (!isOver()) {
            switch (delivery.step()) {
                case WatchDelivery.Step.Exhausted() -> {
                    askForMore();
                    return;
                }
                case WatchDelivery.Step.Last(End end) -> {
                    finish(end);
                    return;
                }
                case WatchDelivery.Step.Delivered(CompletableFuture<Void> done) -> {
                    if (!done.isDone() || done.isCompletedExceptionally()) {
                        var unused = done.whenComplete((nothing, error) -> delivered(error));
                        return;
                    }
                }
            }
        }
    }

    private void delivered(@Nullable Throwable error) {
        if (error == null) {
            deliver();
        } else {
            finish(WatchDelivery.failed(call + ": the listener failed: " + error));
        }
    }

    private void askForMore() {
        Optional<Supplier<End>> end;
        AsyncBody from;
        synchronized (this) {
            if (state == State.OVER) {
                return;
            }
            state = State.WAITING;
            lastBytes = System.nanoTime();
            end = pendingEnd;
            from = body;
        }
        end.ifPresent(it -> finish(it.get()));
        if (end.isEmpty() && from != null) {
            from.consume();
        }
    }

    /** The stream is over, perhaps before the listener is done with what came last. */
    private void ended(@Nullable Throwable error) {
        Supplier<End> end = error == null
                ? delivery::closed
                : () -> new End.Failed(Problems.unanswered(error, call, connection.endpoint()));
        synchronized (this) {
            if (state == State.DELIVERING) {
                pendingEnd = Optional.of(end);
                return;
            }
        }
        finish(end.get());
    }

    /**
     * Looks whether the other end is still there: a connection that was cut without a word looks like one on which
     * nothing happens. HTTP/2 has a ping for that, java.net.http has not; a request on the same connection does as
     * well.
     */
    private void check() {
        long now = System.nanoTime();
        if (silent(now)) {
            finishIfSilentSince(now, WatchDelivery.failed(call + ": nothing came for longer than the watch may last"));
        } else if (timeToTry(now)) {
            tryConnection(now);
        }
    }

    private synchronized boolean silent(long now) {
        return state == State.WAITING && now - lastBytes >= longestSilence;
    }

    private synchronized boolean timeToTry(long now) {
        long silence = connection.settings().watchSilence().toNanos();
        if (state != State.WAITING || now - lastBytes < silence || now - lastTry < silence) {
            return false;
        }
        lastTry = now;
        return true;
    }

    private void tryConnection(long since) {
        var unused = lane.send(TRY).whenComplete((answer, error) -> {
            counters.count(TRY.kind(), error == null ? answer.status() : 0);
            if (error != null && !(error instanceof TurnRefusedException)) {
                finishIfSilentSince(since, new End.Failed(Problems.unanswered(error, call, connection.endpoint())));
            }
        });
    }

    private void finishIfSilentSince(long since, End end) {
        if (over(() -> state == State.WAITING && lastBytes - since <= 0)) {
            listener.ended(end);
        }
    }

    private void finish(End end) {
        if (over(() -> true)) {
            listener.ended(end);
        }
    }

    /** Ends it on this condition; whether it did, which it does once. */
    private boolean over(BooleanSupplier condition) {
        synchronized (this) {
            if (state == State.OVER || !condition.getAsBoolean()) {
                return false;
            }
            state = State.OVER;
        }
        release();
        return true;
    }

    private void release() {
        Future<?> check;
        AsyncBody last;
        synchronized (this) {
            check = timer;
            last = body;
        }
        connection.endWatch(lane);
        if (check != null) {
            check.cancel(false);
        }
        if (last != null) {
            last.cancel();
        }
    }

    private synchronized boolean isOver() {
        return state == State.OVER;
    }
}

package io.podbridge.core.bridge;

import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.kube.PodWatchListener;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A watch that is opened once the cluster is known, and broken off when another cluster is found: what it delivered
 * after that would be another cluster's. After its end nothing more is delivered.
 */
final class FencedWatch implements KubeApi.Watch, PodWatchListener {
    private final PodWatchListener listener;
    private final Consumer<FencedWatch> gone;
    private final Runnable doubt;
    private KubeApi.@Nullable Watch inner;
    private boolean over;

    FencedWatch(PodWatchListener listener, Consumer<FencedWatch> gone, Runnable doubt) {
        this.listener = listener;
        this.gone = gone;
        this.doubt = doubt;
    }

    /** Opens the watch, or ends it for this reason. */
    void begin(Optional<ApiResult.Problem> refusal, Function<PodWatchListener, KubeApi.Watch> open) {
        if (refusal.isPresent()) {
            breakOff(refusal.get());
            return;
        }
        KubeApi.Watch opened = open.apply(this);
        if (!keep(opened)) {
            opened.close();
        }
    }

    private synchronized boolean keep(KubeApi.Watch opened) {
        inner = opened;
        return !over;
    }

    /** Ends the watch as one that has failed. */
    void breakOff(ApiResult.Problem why) {
        if (finish()) {
            listener.ended(new End.Failed(why));
        }
        closeInner();
    }

    @Override
    public void close() {
        finish();
        closeInner();
    }

    @Override
    public synchronized CompletionStage<Void> changed(Pod pod) {
        return over ? done() : listener.changed(pod);
    }

    @Override
    public synchronized CompletionStage<Void> gone(PodId pod, String resourceVersion) {
        return over ? done() : listener.gone(pod, resourceVersion);
    }

    @Override
    public synchronized void bookmark(String resourceVersion) {
        if (!over) {
            listener.bookmark(resourceVersion);
        }
    }

    @Override
    public void ended(End end) {
        if (end instanceof End.Failed) {
            doubt.run();
        }
        if (finish()) {
            listener.ended(end);
        }
    }

    /** Whether this was its end, and not something after it. */
    private synchronized boolean finish() {
        boolean first = !over;
        over = true;
        if (first) {
            gone.accept(this);
        }
        return first;
    }

    @SuppressWarnings("NullAway") // Void has no other value
    private static CompletionStage<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    private void closeInner() {
        KubeApi.Watch opened;
        synchronized (this) {
            opened = inner;
        }
        if (opened != null) {
            opened.close();
        }
    }
}

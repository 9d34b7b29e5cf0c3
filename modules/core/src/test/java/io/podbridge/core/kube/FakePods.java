package io.podbridge.core.kube;

import io.podbridge.core.kube.KubeApi.PodList;
import io.podbridge.core.kube.KubeApi.PodScope;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodStatus;
import io.podbridge.core.pod.SamplePods;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The pods of one node, their history and those who watch them. Thread-safe. */
final class FakePods {
    private final String node;
    private final LongSupplier versions;
    private final Map<String, Pod> pods = new LinkedHashMap<>();
    private final List<Change> history = new ArrayList<>();
    /** The watches, and after which version each begins: of what is not after it they hear nothing. */
    private final Map<FakeWatch, Long> watches = new LinkedHashMap<>();

    private long newest;
    private long forgotten;

    FakePods(String node, LongSupplier versions) {
        this.node = node;
        this.versions = versions;
    }

    private record Change(long version, Function<PodWatchListener, CompletionStage<Void>> event) {}

    synchronized Optional<Pod> byUid(String uid) {
        return Optional.ofNullable(pods.get(uid));
    }

    synchronized List<Pod> all() {
        return List.copyOf(pods.values());
    }

    synchronized int watching() {
        watches.keySet().removeIf(watch -> !watch.open());
        return watches.size();
    }

    Pod put(Pod pod) {
        Pod stored = store(pod);
        deliver();
        return stored;
    }

    private synchronized Pod store(Pod pod) {
        newest = versions.getAsLong();
        Pod stored = version(pod, newest);
        pods.put(pod.id().uid(), stored);
        happened(listener -> listener.changed(stored));
        return stored;
    }

    void remove(String uid) {
        drop(uid);
        deliver();
    }

    private synchronized void drop(String uid) {
        Pod gone = pods.remove(uid);
        if (gone != null) {
            newest = versions.getAsLong();
            String version = Long.toString(newest);
            happened(listener -> listener.gone(gone.id(), version));
        }
    }

    synchronized ApiResult<PodList> list(PodScope scope) {
        List<Pod> found = scope.node().equals(node) ? all() : List.of();
        return ApiResult.ok(new PodList(found, Long.toString(newest)));
    }

    synchronized ApiResult<String> version() {
        return ApiResult.ok(Long.toString(newest));
    }

    synchronized void restore(List<Pod> backup, long version) {
        pods.clear();
        backup.forEach(pod -> pods.put(pod.id().uid(), pod));
        history.clear();
        newest = version;
    }

    /** By name, as the API server does; whoever asks compares the UID. */
    synchronized ApiResult<Pod> get(PodId id) {
        return byName(id).map(ApiResult::ok).orElseGet(() -> FakeObjects.notFound(id.toString()));
    }

    /** A write that changes nothing makes no new version, as with the API server. */
    ApiResult<String> patchStatus(PodId id, String resourceVersion, PodStatus status) {
        ApiResult<String> result;
        synchronized (this) {
            result = withUid(id, pod -> {
                if (!pod.resourceVersion().equals(resourceVersion)) {
                    return ApiResult.not(new ApiResult.Conflict("the object has been modified"));
                }
                Pod now = pod.status().equals(status) ? pod : store(SamplePods.with(pod, status));
                return ApiResult.ok(now.resourceVersion());
            });
        }
        deliver();
        return result;
    }

    ApiResult<Void> delete(PodId id) {
        ApiResult<Void> result;
        synchronized (this) {
            result = withUid(id, pod -> {
                drop(id.uid());
                return FakeObjects.done();
            });
        }
        deliver();
        return result;
    }

    private <T> ApiResult<T> withUid(PodId id, Function<Pod, ApiResult<T>> work) {
        Optional<Pod> found = byName(id);
        if (found.isEmpty()) {
            return FakeObjects.notFound(id.toString());
        }
        return found.get().id().uid().equals(id.uid())
                ? work.apply(found.get())
                : ApiResult.not(new ApiResult.Conflict("the UID in the precondition does not match"));
    }

    FakeWatch watch(PodScope scope, String resourceVersion, PodWatchListener listener) {
        var watch = new FakeWatch(listener);
        synchronized (this) {
            long from = resourceVersion.isEmpty() ? 0 : Long.parseLong(resourceVersion);
            if (from < forgotten) {
                watch.addEnd(new PodWatchListener.End.Expired());
            } else if (scope.node().equals(node)) {
                history.stream().filter(change -> change.version() > from).forEach(change -> watch.add(change.event()));
                watches.put(watch, from);
            }
        }
        watch.drain();
        return watch;
    }

    void bookmark() {
        synchronized (this) {
            String version = Long.toString(newest);
            toWatches(listener -> {
                listener.bookmark(version);
                return CompletableFuture.completedFuture(null);
            });
        }
        deliver();
    }

    void end(PodWatchListener.End end) {
        List<FakeWatch> ended;
        synchronized (this) {
            watches.keySet().forEach(watch -> watch.addEnd(end));
            ended = List.copyOf(watches.keySet());
            watches.clear();
        }
        ended.forEach(FakeWatch::drain);
    }

    synchronized void forgetHistory() {
        history.clear();
        forgotten = newest;
    }

    private void happened(Function<PodWatchListener, CompletionStage<Void>> event) {
        history.add(new Change(newest, event));
        toWatches(event);
    }

    private void toWatches(Function<PodWatchListener, CompletionStage<Void>> event) {
        watches.forEach((watch, from) -> {
            if (newest > from) {
                watch.add(event);
            }
        });
    }

    private void deliver() {
        List<FakeWatch> all;
        synchronized (this) {
            all = List.copyOf(watches.keySet());
        }
        all.forEach(FakeWatch::drain);
    }

    private Optional<Pod> byName(PodId id) {
        return pods.values().stream()
                .filter(pod -> pod.id().namespace().equals(id.namespace())
                        && pod.id().name().equals(id.name()))
                .findFirst();
    }

    private static Pod version(Pod pod, long version) {
        return pod.written(Long.toString(version), pod.status());
    }
}

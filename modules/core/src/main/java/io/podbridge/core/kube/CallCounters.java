package io.podbridge.core.kube;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests by kind and HTTP status; status 0 is "no answer". Threads: any. */
final class CallCounters {

    private record Key(String kind, int status) {}

    private final Map<Key, LongAdder> counts = new ConcurrentHashMap<>();

    void count(String kind, int status) {
        counts.computeIfAbsent(new Key(kind, status), key -> new LongAdder()).increment();
    }

    List<KubeApi.CallCount> all() {
        return counts.entrySet().stream()
                .map(it -> new KubeApi.CallCount(
                        it.getKey().kind, it.getKey().status, it.getValue().sum()))
                .sorted(Comparator.comparing(KubeApi.CallCount::call).thenComparingInt(KubeApi.CallCount::status))
                .toList();
    }
}

package io.podbridge.core.kube;

import io.podbridge.core.pod.Container;
import java.util.List;
import java.util.Map;

/** One instance of what many pods have in common. Threads: any. */
final class Canonicals {

    private final Canonical<String> texts = new Canonical<>(4096);
    private final Canonical<Map<String, String>> maps = new Canonical<>(1024);
    private final Canonical<List<Container>> containers = new Canonical<>(1024);

    String text(String text) {
        return text.isEmpty() ? "" : texts.of(text);
    }

    Map<String, String> map(Map<String, String> map) {
        return map.isEmpty() ? Map.of() : maps.of(Map.copyOf(map));
    }

    List<Container> containers(List<Container> list) {
        return list.isEmpty() ? List.of() : containers.of(list);
    }
}

package io.podbridge.app.demo;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.podbridge.app.demo.DemoEvent.NodeChanged;
import io.podbridge.app.demo.DemoEvent.PodChanged;
import io.podbridge.app.demo.DemoEvent.PodGone;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Watches the node and its pods, and tells what has become different for a spectator. */
final class Follower implements AutoCloseable {
    private final Consumer<DemoEvent> events;
    private final Map<String, String> told = new ConcurrentHashMap<>();
    private final List<SharedIndexInformer<?>> informers;

    /** Begins; the events are told from threads of the client. What is there already counts as new. */
    Follower(KubernetesClient client, String node, Consumer<DemoEvent> events) {
        this.events = events;
        this.informers = List.of(
                client.pods()
                        .inAnyNamespace()
                        .withField("spec.nodeName", node)
                        .runnableInformer(0)
                        .addEventHandler(new Pods())
                        .exceptionHandler((started, failure) -> true),
                client.nodes()
                        .withField("metadata.name", node)
                        .runnableInformer(0)
                        .addEventHandler(new Nodes())
                        .exceptionHandler((started, failure) -> true));
        informers.forEach(informer -> informer.start().exceptionally(stopped -> null));
    }

    /** Tells it if it is not what was told last. */
    private void tell(String key, String state, DemoEvent event) {
        if (!state.equals(told.put(key, state))) {
            events.accept(event);
        }
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::stop);
    }

    private final class Pods implements ResourceEventHandler<Pod> {
        @Override
        public void onAdd(Pod pod) {
            var summary = PodSummary.of(pod);
            tell("pod " + summary.name(), summary.state(), new PodChanged(summary.name(), summary.state()));
        }

        @Override
        public void onUpdate(Pod before, Pod after) {
            onAdd(after);
        }

        @Override
        public void onDelete(Pod pod, boolean unknown) {
            var name = PodSummary.of(pod).name();
            told.remove("pod " + name);
            events.accept(new PodGone(name));
        }
    }

    private final class Nodes implements ResourceEventHandler<Node> {
        @Override
        public void onAdd(Node node) {
            var name = node.getMetadata().getName();
            var state = NodeSummary.of(node);
            tell("node " + name, state, new NodeChanged(name, state));
        }

        @Override
        public void onUpdate(Node before, Node after) {
            onAdd(after);
        }

        @Override
        public void onDelete(Node node, boolean unknown) {
            var name = node.getMetadata().getName();
            tell("node " + name, "gone", new NodeChanged(name, "gone"));
        }
    }
}

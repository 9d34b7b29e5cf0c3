package io.podbridge.testkit.provider;

import io.podbridge.core.pod.Container;
import io.podbridge.core.pod.Deletion;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodSpec;
import io.podbridge.core.pod.PodStatus;
import io.podbridge.core.pod.RestartPolicy;
import io.podbridge.core.provider.PodRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Fills in a {@link Pod}; what is not said is as the API server defaults it. Not for use by several threads. */
public final class PodBuilder {
    private final String name;
    private final Map<String, String> labels = new TreeMap<>();
    private final Map<String, String> annotations = new TreeMap<>();
    private final List<Container> initContainers = new ArrayList<>();
    private final List<Container> containers = new ArrayList<>();
    private final TreeSet<String> moreFields = new TreeSet<>();
    private String uid = UUID.randomUUID().toString();
    private String namespace = "default";
    private String resourceVersion = "1";
    private long generation = 1;
    private RestartPolicy restartPolicy = RestartPolicy.ALWAYS;
    private Duration grace = Duration.ofSeconds(30);
    private Optional<Duration> activeDeadline = Optional.empty();
    private Optional<Deletion> deletion = Optional.empty();
    private PodStatus status = PodStatus.none();

    PodBuilder(String name) {
        this.name = name;
    }

    /** Sets the UID. */
    public PodBuilder uid(String value) {
        uid = value;
        return this;
    }

    /** Sets the namespace. */
    public PodBuilder namespace(String value) {
        namespace = value;
        return this;
    }

    /** Sets the version; "1" if not said. */
    public PodBuilder resourceVersion(String value) {
        resourceVersion = value;
        return this;
    }

    /** Sets the generation; 1 if not said. */
    public PodBuilder generation(long value) {
        generation = value;
        return this;
    }

    /** Adds a label. */
    public PodBuilder label(String key, String value) {
        labels.put(key, value);
        return this;
    }

    /** Adds an annotation; one that has the same key is replaced. */
    public PodBuilder annotation(String key, String value) {
        annotations.put(key, value);
        return this;
    }

    /** Adds an annotation; the value is put behind that of one that has the same key, with a comma. */
    PodBuilder joinAnnotation(String key, String value) {
        annotations.merge(key, value, (before, more) -> before + "," + more);
        return this;
    }

    /** Sets the restart policy; {@code Always} if not said. */
    public PodBuilder restartPolicy(RestartPolicy value) {
        restartPolicy = value;
        return this;
    }

    /** Sets the time between the request to stop and the kill; 30 s if not said. */
    public PodBuilder grace(Duration value) {
        grace = value;
        return this;
    }

    /** Sets how long the pod may run in all. */
    public PodBuilder activeDeadline(Duration value) {
        activeDeadline = Optional.of(value);
        return this;
    }

    /** Adds a container. */
    public PodBuilder container(Container container) {
        containers.add(container);
        return this;
    }

    /** Adds a container that has nothing but a name, an image and a command. */
    public PodBuilder container(String container, String image, String... command) {
        return container(PodFixtures.container(container, image, List.of(command)));
    }

    /** Adds an init container. */
    public PodBuilder initContainer(Container container) {
        initContainers.add(container);
        return this;
    }

    /** Adds a path to {@link PodSpec#fields()} that this builder has no method for, without a value behind it. */
    public PodBuilder field(String path) {
        moreFields.add(path);
        return this;
    }

    /** Asks for its deletion. */
    public PodBuilder deleting(Instant at, Duration within) {
        deletion = Optional.of(new Deletion(at, within));
        return this;
    }

    /** Sets what the API server believes; {@link PodStatus#none()} if not said. */
    public PodBuilder status(PodStatus value) {
        status = value;
        return this;
    }

    /** The pod. */
    public Pod build() {
        var id = new PodId(uid, namespace, name);
        var manifest = manifest(id);
        var fields = new TreeSet<>(manifest.fields());
        fields.addAll(moreFields);
        return new Pod(
                id,
                resourceVersion,
                generation,
                Map.copyOf(labels),
                Map.copyOf(annotations),
                deletion,
                spec(fields),
                status,
                manifest.bytes());
    }

    private PodManifest manifest(PodId id) {
        return new PodManifest(
                id,
                resourceVersion,
                generation,
                labels,
                annotations,
                deletion,
                restartPolicy,
                grace,
                activeDeadline,
                initContainers,
                containers);
    }

    private PodSpec spec(Set<String> fields) {
        return new PodSpec(
                restartPolicy,
                grace,
                activeDeadline,
                "",
                name,
                List.copyOf(initContainers),
                List.copyOf(containers),
                fields);
    }

    /** The request for it, see {@link PodFixtures#request(Pod)}. */
    public PodRequest request() {
        return PodFixtures.request(build());
    }
}

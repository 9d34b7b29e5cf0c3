package io.podbridge.core.kube;

import io.podbridge.core.pod.Deletion;
import io.podbridge.core.pod.PodId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;

/** Reads {@code metadata} of an object or of a list. */
final class MetadataReader implements Tokens.FieldReader {

    private String uid = "";
    private String namespace = "";
    private String name = "";
    private String resourceVersion = "";
    private String continuation = "";
    private long generation;
    private Map<String, String> labels = Map.of();
    private Map<String, String> annotations = Map.of();
    private Optional<Instant> deletionTime = Optional.empty();
    private Duration deletionGrace = Duration.ZERO;
    private boolean held;

    @Override
    public void read(String field, JsonParser value) {
        switch (field) {
            case "uid" -> uid = Tokens.text(value);
            case "namespace" -> namespace = Tokens.text(value);
            case "name" -> name = Tokens.text(value);
            case "resourceVersion" -> resourceVersion = Tokens.text(value);
            case "continue" -> continuation = Tokens.text(value);
            case "generation" -> generation = Tokens.number(value);
            case "labels" -> labels = Tokens.textMap(value);
            case "annotations" -> annotations = Tokens.textMap(value);
            case "deletionTimestamp" -> deletionTime = Rfc3339.time(Tokens.text(value));
            case "deletionGracePeriodSeconds" -> deletionGrace = Duration.ofSeconds(Tokens.number(value));
            case "finalizers" -> held = !Tokens.texts(value).isEmpty();
            default -> value.skipChildren();
        }
    }

    PodId id(Canonicals canonicals) {
        return new PodId(uid, canonicals.text(namespace), name);
    }

    String uid() {
        return uid;
    }

    String name() {
        return name;
    }

    String resourceVersion() {
        return resourceVersion;
    }

    /** Where the next page of a list begins; "" on the last one. */
    String continuation() {
        return continuation;
    }

    long generation() {
        return generation;
    }

    Map<String, String> labels() {
        return labels;
    }

    Map<String, String> annotations() {
        return annotations;
    }

    Optional<Deletion> deletion() {
        return deletionTime.map(at -> new Deletion(at, deletionGrace, held));
    }
}

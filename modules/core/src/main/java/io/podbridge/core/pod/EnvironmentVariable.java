package io.podbridge.core.pod;

/** A variable of {@code env}: its name, and where its value comes from. */
public record EnvironmentVariable(String name, Value value) {

    /** Where a value comes from. */
    public sealed interface Value {}

    /** Written in the spec; may hold {@code $(NAME)} references. */
    public record Literal(String text) implements Value {}

    /** A field of the pod, for example {@code metadata.name} or {@code status.podIP}. */
    public record Field(String path) implements Value {}

    /** A resource of a container: {@code limits.cpu}; an empty container name means its own; divisor "" means "1". */
    public record Resource(String container, String resource, String divisor) implements Value {}

    /** A key of a ConfigMap. */
    public record ConfigMapKey(String name, String key, boolean optional) implements Value {}

    /** A key of a Secret. */
    public record SecretKey(String name, String key, boolean optional) implements Value {}
}

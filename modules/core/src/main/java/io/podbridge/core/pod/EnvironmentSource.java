package io.podbridge.core.pod;

/** An element of {@code envFrom}: every key becomes a variable. */
public sealed interface EnvironmentSource {

    /** Put before each key. */
    String prefix();

    /** The object's name. */
    String name();

    /** Whether the object may be missing. */
    boolean optional();

    /** All of a ConfigMap. */
    record FromConfigMap(String prefix, String name, boolean optional) implements EnvironmentSource {}

    /** All of a Secret. */
    record FromSecret(String prefix, String name, boolean optional) implements EnvironmentSource {}
}

package io.podbridge.core.pod;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The pod object as the API server sent it, without the contents of {@code metadata.managedFields}, which are half of
 * it: JSON, UTF-8. Never changed; two are equal if their bytes are. Providers that map fields which {@link PodSpec}
 * does not model read them here.
 */
public final class Manifest {
    private final byte[] json;

    private Manifest(byte[] json) {
        this.json = json;
    }

    /** Takes ownership of the array: the caller must not write to it afterwards. */
    public static Manifest of(byte[] json) {
        return new Manifest(json);
    }

    /** The JSON itself, not a copy: read only. */
    public byte[] json() {
        return json;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Manifest that && Arrays.equals(json, that.json);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(json);
    }

    @Override
    public String toString() {
        return new String(json, StandardCharsets.UTF_8);
    }
}

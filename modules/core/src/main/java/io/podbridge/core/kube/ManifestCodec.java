package io.podbridge.core.kube;

import io.podbridge.core.pod.Pod;
import io.podbridge.core.wire.PodCodec;
import tools.jackson.core.JacksonException;

/** Reads a pod that came from another replica, in the bytes that the API server sent. Thread-safe. */
public final class ManifestCodec implements PodCodec {
    private final PodDecoder decoder = new PodDecoder();

    @Override
    public Pod decode(byte[] manifest) {
        try {
            return decoder.decode(manifest, 0, manifest.length).pod();
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException("not a pod: " + malformed.getOriginalMessage(), malformed);
        }
    }
}

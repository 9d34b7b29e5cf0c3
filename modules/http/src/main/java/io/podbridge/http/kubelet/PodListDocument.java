package io.podbridge.http.kubelet;

import io.podbridge.core.pod.Pod;
import java.util.List;
import org.apache.pekko.util.ByteString;

/** A {@code v1 PodList} of manifests as the API server sent them. */
final class PodListDocument {

    private static final ByteString HEAD =
            ByteString.fromString("{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{},\"items\":[");

    private PodListDocument() {}

    static ByteString of(List<Pod> pods) {
        ByteString document = HEAD;
        ByteString separator = ByteString.emptyByteString();
        for (Pod pod : pods) {
            document = document.concat(separator)
                    .concat(ByteString.fromArrayUnsafe(pod.manifest().json()));
            separator = ByteString.fromString(",");
        }
        return document.concat(ByteString.fromString("]}"));
    }
}

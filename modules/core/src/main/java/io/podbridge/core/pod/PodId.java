package io.podbridge.core.pod;

/**
 * Who a pod is. The UID alone is the identity (a pod that is deleted and made again under the same name has another
 * one); namespace and name are how the API server and people address it.
 */
public record PodId(String uid, String namespace, String name) {

    @Override
    public String toString() {
        return namespace + "/" + name + " (" + uid + ")";
    }
}

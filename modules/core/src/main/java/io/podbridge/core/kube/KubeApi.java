package io.podbridge.core.kube;

import io.podbridge.core.clock.ClockSkew;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The calls of the API server that podbridge makes, and no others: {@code deploy/kubernetes/rbac.yaml} allows just
 * these.
 *
 * <p>Asynchronous: every stage completes normally, with an {@link ApiResult}; an exception is a bug. Calls do not
 * retry; who calls decides. In flight are at most as many as the configuration allows, the rest waits in a bounded
 * queue and is answered {@link ApiResult.Unavailable} when that is full.
 */
public interface KubeApi extends PodSource, AutoCloseable {

    /** Asks for the server's version: is it there, does it let us in. */
    CompletionStage<ApiResult<String>> version();

    // Pods

    /** One pod, straight from the store. */
    CompletionStage<ApiResult<Pod>> getPod(PodId pod);

    /** The pod that has this name now, if it is on the node. */
    CompletionStage<ApiResult<Pod>> findPod(String node, String namespace, String name);

    /**
     * Writes the part of the status that is ours, if the pod still has this UID and resourceVersion.
     *
     * @return the pod's new resourceVersion
     */
    CompletionStage<ApiResult<String>> patchPodStatus(PodId pod, String resourceVersion, PodStatus status);

    /** Removes the object at once (grace 0), if it still has this UID. */
    CompletionStage<ApiResult<Void>> deletePod(PodId pod);

    // Nodes, leases, events: objects as JSON text, since podbridge writes few of their fields and reads fewer.

    /** A single object by its path, for example {@code /api/v1/nodes/n1}. */
    CompletionStage<ApiResult<ApiObject>> get(String path);

    /** Makes an object in a collection. */
    CompletionStage<ApiResult<ApiObject>> create(String collectionPath, byte[] json);

    /** Replaces an object; the body's resourceVersion is the fence. */
    CompletionStage<ApiResult<ApiObject>> replace(String path, byte[] json);

    /** Changes an object. */
    CompletionStage<ApiResult<ApiObject>> patch(String path, PatchType type, byte[] json);

    /** Removes an object, if it still has this UID. */
    CompletionStage<ApiResult<Void>> delete(String path, String uid);

    /** How many writes were sent since the start, by kind; a metric, and the proof that there is no storm. */
    List<CallCount> calls();

    /** How far the API server's clock is ahead of ours, as its answers show; empty until one did. */
    Optional<ClockSkew> clockSkew();

    @Override
    void close();

    /** Which pods a watch or list asks the server for; either way only those of {@code node} are delivered. */
    record PodScope(String node, boolean wholeCluster) {}

    /** The pods of a list. */
    record PodList(List<Pod> pods, String resourceVersion) {}

    /** A running watch. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** How a PATCH is meant. */
    enum PatchType {
        /** Lists with merge keys are merged, so that others' conditions stay. */
        STRATEGIC_MERGE,
        /** RFC 7396. */
        MERGE,
        /** RFC 6902. */
        JSON
    }

    /** Calls of one kind so far: for example ("PATCH pods/status", 200, 17). */
    record CallCount(String call, int status, long count) {}

    /** Who asks for an object that may not be there. */
    static <T> Optional<T> found(ApiResult<T> result) {
        return result instanceof ApiResult.Ok<T>(var value) ? Optional.of(value) : Optional.empty();
    }
}

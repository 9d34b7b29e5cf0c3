package io.podbridge.core.lifecycle.protocol;

import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodStatus;
import java.time.Duration;
import java.util.Map;

/** An order to the entity. It carries effects out, in order, and answers with a {@link PodEvent}. */
public sealed interface Effect {

    /** Ask the platform (all replicas of it, if it is replica-local) whether it has the pod. Answer: Located. */
    record Locate() implements Effect {}

    /** Make the pod, or adopt it. Answer: Created or CreateFailed. */
    record Create(Pod pod, Map<String, Integer> restarts) implements Effect {}

    /** Bring what runs in line with the pod. Answer: Updated or UpdateFailed. */
    record Update(Pod pod, Map<String, Integer> restarts) implements Effect {}

    /** Stop and release what runs. Answer: Deleted or DeleteFailed. */
    record Delete(Duration grace) implements Effect {}

    /** Write the status, fenced by this version. Answer: StatusWritten or StatusRefused. */
    record WriteStatus(String resourceVersion, PodStatus status) implements Effect {}

    /** Remove the API object: nothing of the pod is left. Answer: ObjectRemoved or ObjectNotRemoved. */
    record RemoveObject() implements Effect {}

    /** Read the pod straight from the API server. Answer: Answered, NotThere or ReadFailed. */
    record Read() implements Effect {}

    /** Ask the node's feed whether the absence that a read found may be acted on. Answer: Gone, Observed, or none. */
    record Confirm() implements Effect {}

    /** Set a timer. Answer: Due. */
    record Wait(Timer timer, Duration duration) implements Effect {}

    /** Forget a timer. */
    record Cancel(Timer timer) implements Effect {}

    /** Tell the user, with a Kubernetes Event on the pod. No answer. */
    record Note(boolean warning, String reason, String message) implements Effect {}

    /** Nothing is left to do: the entity may leave memory. No answer. */
    record Passivate() implements Effect {}
}

package io.podbridge.devcluster.metrics;

import java.time.Instant;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;

/** The way to kubelets. */
public interface Kubelets {

    /**
     * What a kubelet answers at {@code /metrics/resource}. Does not block, ends within a time that the implementation
     * states, and does not fail.
     *
     * @param node that the kubelet is of
     */
    CompletionStage<Answer> resourceMetrics(JsonNode node);

    /** What comes of it. */
    sealed interface Answer {

        /**
         * What the kubelet said.
         *
         * @param asked when the request was made
         */
        record Document(String text, Instant asked) implements Answer {}

        /** The node does not say where it has a kubelet. */
        record NoKubelet() implements Answer {}

        /**
         * There was no answer, or it was a refusal.
         *
         * @param why in a few words
         */
        record Failed(String why) implements Answer {}
    }
}

package io.podbridge.core.environment;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.Pod;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Resolves every variable of a pod's containers. */
public interface EnvironmentResolver {

    /**
     * Container name (init containers included) to its variables, in order. A missing mandatory object or key is a
     * {@code Rejected} failure that names it: it may appear later. A reference that can never work is {@code Invalid}.
     */
    CompletionStage<Outcome<Map<String, Map<String, String>>>> resolve(Pod pod);
}

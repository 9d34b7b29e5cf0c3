package io.podbridge.core.environment;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.KeyedText;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.ProviderFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Resolves variables as the kubelet does, with the ConfigMaps and Secrets that the pod names: each is read once for a
 * pod, when the pod is made, and not at all if it names none. Thread-safe; never blocks.
 *
 * <p>Two things differ from a kubelet, and {@code docs/environment.md} tells users: all containers are resolved before
 * the first init container starts, and there are no variables for Services ({@code enableServiceLinks}), which need a
 * list of all Services and which DNS replaces.
 */
public final class KubeEnvironmentResolver implements EnvironmentResolver {
    /** The reason of the event about keys that cannot be variables; the kubelet's. */
    private static final String INVALID_NAMES = "InvalidEnvironmentVariableNames";

    private final KubeApi api;
    private final NodeFacts node;
    private final Warnings warnings;

    /** Where a user is told what a pod got less than it asked for. */
    @FunctionalInterface
    public interface Warnings {
        /** A warning about the pod, with the reason of a Kubernetes Event. From any thread; must not block. */
        void warn(PodId pod, String reason, String message);
    }

    /** Reads with {@code api}; {@code node} stands for what pods may ask about the node. */
    public KubeEnvironmentResolver(KubeApi api, NodeFacts node, Warnings warnings) {
        this.api = api;
        this.node = node;
        this.warnings = warnings;
    }

    @Override
    public CompletionStage<Outcome<Map<String, Map<String, String>>>> resolve(Pod pod) {
        Set<Reference> references = References.of(pod);
        if (references.isEmpty()) {
            return CompletableFuture.completedFuture(build(pod, Map.of()));
        }
        List<CompletableFuture<Read>> reads = references.stream()
                .map(reference -> read(reference, pod.id().namespace()))
                .toList();
        return CompletableFuture.allOf(reads.toArray(CompletableFuture<?>[]::new))
                .thenApply(done ->
                        build(pod, reads.stream().map(CompletableFuture::join).toList()));
    }

    /** What came of reading one object: its text, nothing because there is none, or a failure. */
    private record Read(Reference reference, Outcome<Optional<KeyedText>> outcome) {}

    private CompletableFuture<Read> read(Reference reference, String namespace) {
        if (!reference.canExist()) {
            return CompletableFuture.completedFuture(new Read(reference, Outcome.of(Optional.empty())));
        }
        return api.get(reference.path(namespace))
                .thenApply(result -> new Read(reference, outcome(reference, namespace, result)))
                .toCompletableFuture();
    }

    private static Outcome<Optional<KeyedText>> outcome(
            Reference reference, String namespace, ApiResult<ApiObject> result) {
        return switch (result) {
            case ApiResult.Ok<ApiObject>(var object) -> Outcome.of(Optional.of(text(reference, object)));
            case ApiResult.Not<ApiObject>(ApiResult.NotFound missing) -> Outcome.of(Optional.empty());
            case ApiResult.Not<ApiObject>(var problem) -> Outcome.failed(unreadable(reference, namespace, problem));
        };
    }

    private static KeyedText text(Reference reference, ApiObject object) {
        return switch (reference.kind()) {
            case CONFIG_MAP -> KeyedText.ofConfigMap(object);
            case SECRET -> KeyedText.ofSecret(object);
        };
    }

    /** Nothing was made yet, so this is a refusal for now, even if the API server does not answer. */
    private static ProviderFailure unreadable(Reference reference, String namespace, ApiResult.Problem problem) {
        Optional<Duration> retryAfter =
                problem instanceof ApiResult.Unavailable unavailable ? unavailable.retryAfter() : Optional.empty();
        String message = "cannot read " + reference.kind().singular() + " " + namespace + "/" + reference.name() + ": "
                + problem.message();
        return new ProviderFailure.Rejected(Value.REASON, message, retryAfter);
    }

    private Outcome<Map<String, Map<String, String>>> build(Pod pod, List<Read> reads) {
        var objects = new HashMap<Reference, KeyedText>();
        for (Read read : reads) {
            switch (read.outcome()) {
                case Outcome.Success<Optional<KeyedText>>(var text) ->
                    text.ifPresent(present -> objects.put(read.reference(), present));
                case Outcome.Failure<Optional<KeyedText>>(var failure) -> {
                    return Outcome.failed(failure);
                }
            }
        }
        return build(pod, objects);
    }

    private Outcome<Map<String, Map<String, String>>> build(Pod pod, Map<Reference, KeyedText> objects) {
        EnvironmentBuilder.Built built = EnvironmentBuilder.build(pod, node, objects);
        built.warnings().forEach(message -> warnings.warn(pod.id(), INVALID_NAMES, message));
        return built.outcome();
    }
}

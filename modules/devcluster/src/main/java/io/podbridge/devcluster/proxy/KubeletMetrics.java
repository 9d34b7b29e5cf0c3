package io.podbridge.devcluster.proxy;

import io.podbridge.devcluster.metrics.Kubelets;
import io.podbridge.devcluster.tls.IssuedCertificate;
import io.podbridge.devcluster.tls.TlsContexts;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.StreamLimitReachedException;
import tools.jackson.databind.JsonNode;

/** Asks kubelets for {@code /metrics/resource}. Thread-safe. */
public final class KubeletMetrics implements Kubelets {
    private static final String PATH = "/metrics/resource";

    /** As metrics-server ({@code --kubelet-request-timeout}); less than the interval, or answers would overtake. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Some 100,000 containers take this much; what is larger is no kubelet's answer, and would fill the heap. */
    private static final long LIMIT = 64L * 1024 * 1024;

    private final Forwarder forwarder;
    private final Clock clock;
    private final Duration timeout;

    /** Opens no connection yet. Kubelets are shown the certificate. An answer takes 10 s at most. */
    public KubeletMetrics(IssuedCertificate own, Clock clock, ActorSystem<?> system) {
        this(own, clock, system, TIMEOUT);
    }

    KubeletMetrics(IssuedCertificate own, Clock clock, ActorSystem<?> system, Duration timeout) {
        this.forwarder = new Forwarder(system, TlsContexts.kubeletClient(own));
        this.clock = clock;
        this.timeout = timeout;
    }

    @Override
    public CompletionStage<Answer> resourceMetrics(JsonNode node) {
        return Locator.named(node)
                .map(this::ask)
                .orElseGet(() -> CompletableFuture.completedFuture(new Answer.NoKubelet()));
    }

    private CompletionStage<Answer> ask(Endpoint kubelet) {
        var asked = clock.instant();
        return forwarder
                .read(kubelet, PATH, timeout, LIMIT)
                .thenApply(answer -> answer(answer, asked))
                .exceptionally(problem -> new Answer.Failed(why(kubelet, problem)));
    }

    private static Answer answer(Forwarder.Whole answer, Instant asked) {
        return answer.status().isSuccess()
                ? new Answer.Document(answer.body().decodeString(StandardCharsets.UTF_8), asked)
                : new Answer.Failed("its kubelet answers with " + answer.status());
    }

    private static String why(Endpoint kubelet, Throwable problem) {
        return Dialing.unwrapped(problem) instanceof StreamLimitReachedException
                ? "its kubelet answers with more than " + LIMIT + " bytes"
                : Dialing.problem(kubelet, problem);
    }
}

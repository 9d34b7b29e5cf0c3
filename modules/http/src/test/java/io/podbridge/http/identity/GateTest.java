package io.podbridge.http.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.kubelet.AccessSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {

    private static final AccessSettings STRICT = new AccessSettings(Optional.empty(), true, false, false);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final FakeReviews reviews = new FakeReviews()
            .token("reader", "prometheus")
            .token("stranger", "nobody")
            .allow("prometheus", "get", "metrics")
            .allow("prometheus", "get", "pods");

    @ParameterizedTest
    @CsvSource({
        "GET, /metrics/resource, reader, 200",
        "GET, /pods, reader, 200",
        "GET, /runningpods/, reader, 200",
        "GET, /stats/summary, reader, 403",
        "GET, /healthz, reader, 403",
        "GET, /configz, reader, 403",
        "POST, /metrics/resource, reader, 403",
        "GET, /containerLogs/a/b/c, reader, 403",
        "POST, /exec/a/b/c, reader, 403",
        "GET, /nothing, reader, 403",
        "GET, /metrics/resource, stranger, 403",
        "GET, /metrics/resource, made-up, 401",
        "GET, /metrics/resource, '', 401",
        "GET, /healthz, '', 401",
    })
    void whoGetsInWhere(String method, String path, String token, int status) {
        assertThat(status(gate(STRICT), method, path, token)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /stats/summary, get stats",
        "GET, /metrics/probes, get metrics",
        "GET, /logs/x, get log",
        "POST, /exec/a/b/c, create proxy",
        "GET, /containerLogs/a/b/c, get proxy",
        "GET, /pods, get pods; get proxy",
        "GET, /runningpods/, get pods; get proxy",
        "GET, /healthz, get healthz; get proxy",
        "GET, /configz, get configz; get proxy",
        "DELETE, /statsx, delete proxy",
        "PUT, /metrics, update metrics",
    })
    void whatARequestNeedsIsAsInTheKubelet(String method, String path, String needed) {
        assertThat(Access.needed(User.ANONYMOUS, method, path, "node-1"))
                .extracting(access -> access.verb() + " " + access.subresource())
                .containsExactly(needed.split("; "));
    }

    @Test
    void answersAreBelievedAsLongAsTheKubeletBelievesThem() {
        Gate gate = gate(STRICT);
        status(gate, "GET", "/metrics", "reader");
        pass(Duration.ofSeconds(119));
        status(gate, "GET", "/metrics", "reader");
        assertThat(reviews.tokensAsked).hasValue(1);
        assertThat(reviews.accessesAsked).hasValue(1);
        pass(Duration.ofSeconds(2));
        status(gate, "GET", "/metrics", "reader");
        assertThat(reviews.tokensAsked).hasValue(2);
        assertThat(reviews.accessesAsked).hasValue(1);
        pass(Duration.ofMinutes(3));
        status(gate, "GET", "/metrics", "reader");
        assertThat(reviews.accessesAsked).hasValue(2);
    }

    @Test
    void aNoIsBelievedForHalfAMinute() {
        Gate gate = gate(STRICT);
        assertThat(status(gate, "GET", "/stats/summary", "reader")).isEqualTo(403);
        reviews.allow("prometheus", "get", "stats");
        pass(Duration.ofSeconds(29));
        assertThat(status(gate, "GET", "/stats/summary", "reader")).isEqualTo(403);
        pass(Duration.ofSeconds(2));
        assertThat(status(gate, "GET", "/stats/summary", "reader")).isEqualTo(200);
    }

    @Test
    void anApiServerThatIsAwayLetsNobodyInAndIsAskedAgain() {
        Gate gate = gate(STRICT);
        reviews.reachable = false;
        assertThat(status(gate, "GET", "/metrics", "reader")).isEqualTo(401);
        reviews.reachable = true;
        assertThat(status(gate, "GET", "/metrics", "reader")).isEqualTo(200);
        reviews.reachable = false;
        assertThat(status(gate, "GET", "/stats", "reader")).isEqualTo(500);
    }

    @Test
    void theSettingsOfTestsLetInWhomTheySay() {
        Gate anonymous = gate(new AccessSettings(Optional.empty(), true, true, false));
        assertThat(status(anonymous, "GET", "/metrics", "")).isEqualTo(403);
        assertThat(status(anonymous, "GET", "/metrics", "made-up")).isEqualTo(401);
        Gate always = gate(new AccessSettings(Optional.empty(), true, false, true));
        assertThat(status(always, "POST", "/exec/a/b/c", "stranger")).isEqualTo(200);
        assertThat(status(always, "GET", "/metrics", "")).isEqualTo(401);
    }

    @Test
    void aCacheForgetsWhatWasUsedTheLongestAgo() {
        ReviewCache<Integer, Boolean> cache = new ReviewCache<>(2, now::get, answer -> Duration.ofHours(1));
        List<Integer> asked = new java.util.ArrayList<>();
        for (int key : new int[] {1, 2, 1, 3, 1, 2}) {
            cache.get(key, unknown -> {
                asked.add(unknown);
                return java.util.concurrent.CompletableFuture.completedStage(true);
            });
        }
        assertThat(asked).containsExactly(1, 2, 3, 2);
        assertThat(cache.size()).isEqualTo(2);
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    private Gate gate(AccessSettings settings) {
        return new Gate("node-1", settings, ClientCertificates.of(settings.clientAuthority()), reviews, now::get);
    }

    private static int status(Gate gate, String method, String path, String token) {
        Optional<String> shown = Optional.of(token).filter(text -> !text.isEmpty());
        return switch (gate.decide(new Gate.Credentials(List.of(), shown), method, path)
                .toCompletableFuture()
                .join()) {
            case Gate.Decision.Allowed allowed -> 200;
            case Gate.Decision.Refused refused -> refused.status();
        };
    }
}

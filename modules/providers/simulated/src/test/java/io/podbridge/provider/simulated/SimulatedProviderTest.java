package io.podbridge.provider.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.provider.PodRequest;
import io.podbridge.core.provider.Provider;
import io.podbridge.core.provider.ProviderFactory;
import io.podbridge.testkit.provider.PodBuilder;
import io.podbridge.testkit.provider.PodFixtures;
import io.podbridge.testkit.provider.Replica;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only this cloud does: fail as it is told, and tell afterwards. */
class SimulatedProviderTest {
    @TempDir
    Path directory;

    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    private final List<Provider> providers = new ArrayList<>();

    @AfterEach
    void closeAll() {
        providers.forEach(Provider::close);
        timers.shutdownNow();
    }

    @Test
    void isFoundByItsName() {
        assertThat(ServiceLoader.load(ProviderFactory.class))
                .extracting(ProviderFactory::name)
                .contains("simulated");
    }

    @Test
    void aRejectedCreateMakesNothing() {
        PodRequest request = failing("rejected=1").request();

        assertThat(failure(provider("").create(request))).isInstanceOf(ProviderFailure.Rejected.class);
        assertThat(existing(request)).isZero();
    }

    @Test
    void anUnavailableCreateMayHaveMadeNothing() {
        PodRequest request = failing("unavailable-before=1").request();

        assertThat(failure(provider("").create(request))).isInstanceOf(ProviderFailure.Unavailable.class);
        assertThat(existing(request)).isZero();
    }

    @Test
    void orThePodWhichARepeatedCreateAdopts() {
        Provider provider = provider("");
        PodBuilder pod = failing("unavailable-after=1");

        assertThat(failure(provider.create(pod.request()))).isInstanceOf(ProviderFailure.Unavailable.class);
        assertThat(existing(pod.request())).isOne();
        Replica.value(provider.create(pod.annotation(Overrides.PREFIX + "create-failures", "rejected=0")
                .request()));

        assertThat(audit().counts().get(pod.build().id().uid())).isEqualTo(new LedgerAudit.Counts(1, 1, 0, 0, 0));
    }

    @Test
    void aWrongAnnotationMakesThePodInvalid() {
        PodRequest request =
                pod().annotation(Overrides.PREFIX + "run-time", "soon").request();

        assertThat(failure(provider("").create(request))).isInstanceOf(ProviderFailure.Invalid.class);
    }

    @Test
    void aHungCallHoldsUpItsPodOnly() {
        Provider provider = provider("");
        PodRequest hung =
                pod().annotation(Overrides.PREFIX + "hang", "create,delete").request();
        CompletionStage<Outcome<PodReport>> create = provider.create(hung);
        var delete = provider.delete(hung.pod().id(), Duration.ZERO);

        Replica.value(provider.create(pod().request()));
        Replica.value(provider.ping());

        assertThat(create.toCompletableFuture()).isNotDone();
        assertThat(delete.toCompletableFuture()).isNotDone();
        await().until(() -> existing(hung) == 0);
        assertThat(create.toCompletableFuture()).isNotDone();
        assertThat(delete.toCompletableFuture()).isNotDone();
    }

    @Test
    void aDeadControlApiAnswersNoCallWhileThePodsGoOn() throws IOException {
        Provider provider = provider("");
        PodRequest request = pod().request();
        Replica.value(provider.create(request));
        Path dead = Files.createFile(directory.resolve(SimulatedProvider.UNHEALTHY_FILE));

        assertThat(failure(provider.ping())).isInstanceOf(ProviderFailure.Unavailable.class);
        assertThat(failure(provider.list())).isInstanceOf(ProviderFailure.Unavailable.class);
        assertThat(failure(provider.create(pod().request()))).isInstanceOf(ProviderFailure.Unavailable.class);
        assertThat(audit().total().created()).isOne();

        Files.delete(dead);
        Replica.value(provider.ping());
        assertThat(existing(request)).isOne();
    }

    @Test
    void withoutPushesNothingIsPushed() {
        Provider provider = provider("pushes = off");
        Queue<PodReport> pushed = new ConcurrentLinkedQueue<>();
        provider.subscribe(pushed::add);
        PodRequest request = pod().request();
        Replica.value(provider.create(request));
        String uid = request.pod().id().uid();

        await().until(() -> Replica.value(provider.status(Set.of(uid))).get(uid).containers().stream()
                .allMatch(ContainerStatus::running));
        assertThat(provider.capabilities().pushes()).isFalse();
        assertThat(pushed).isEmpty();
    }

    @Test
    void whatAnotherReplicaDoesIsPushedToo() {
        Provider one = provider("");
        Provider two = provider("");
        Queue<PodReport> pushed = new ConcurrentLinkedQueue<>();
        one.subscribe(pushed::add);
        PodRequest request =
                pod().annotation(Overrides.PREFIX + "stop-latency", "100ms").request();
        PodId pod = request.pod().id();
        Replica.value(one.create(request));
        // Asked to stop before it has started, it would never run, and so have no end to be pushed.
        awaitRunning(two);

        Replica.value(two.delete(pod, Duration.ofMinutes(1)));

        await().until(() ->
                pushed.stream().anyMatch(report -> report.containers().stream().allMatch(ContainerStatus::terminated)));
    }

    @Test
    void aCreateWhileThePodIsBeingDeletedIsRefused() {
        Provider provider = provider("");
        PodRequest request =
                pod().annotation(Overrides.PREFIX + "stop-latency", "1d").request();
        Replica.value(provider.create(request));
        awaitRunning(provider);
        var deleted = provider.delete(request.pod().id(), Duration.ofHours(1));

        assertThat(failure(provider.create(request))).isInstanceOf(ProviderFailure.Rejected.class);

        Replica.value(provider.delete(request.pod().id(), Duration.ZERO));
        assertThat(Replica.value(deleted)).isPresent();
        assertThat(audit().duplicates()).isEmpty();
    }

    @Test
    void tooManyCallsAreRefused() {
        Provider provider = provider("waiting-calls = 1");
        List<CompletionStage<Outcome<PodReport>>> calls = new ArrayList<>();
        await().until(() -> {
            for (int i = 0; i < 100; i++) {
                calls.add(provider.create(pod().request()));
            }
            return calls.stream().anyMatch(call -> Replica.outcome(call) instanceof Outcome.Failure<PodReport>);
        });

        assertThat(calls)
                .filteredOn(call -> Replica.outcome(call) instanceof Outcome.Success<PodReport>)
                .hasSize(audit().total().created());
    }

    private Provider provider(String more) {
        var context = new ProviderFactory.Context(
                Clouds.settings(directory, more), "node", "bridge", "replica", "127.0.0.1", timers);
        Provider provider = new SimulatedProviderFactory().create(context);
        providers.add(provider);
        return provider;
    }

    /** Waits until the first container of the only pod runs. */
    private static void awaitRunning(Provider provider) {
        await().until(() -> Replica.value(provider.list()).stream()
                .anyMatch(report -> report.containers().getFirst().running()));
    }

    private static PodBuilder pod() {
        return PodFixtures.pod("web").container("web", "example.org/web:1");
    }

    private static PodBuilder failing(String rates) {
        return pod().annotation(Overrides.PREFIX + "create-failures", rates);
    }

    private static ProviderFailure failure(CompletionStage<? extends Outcome<?>> stage) {
        return stage.toCompletableFuture().join() instanceof Outcome.Failure<?>(var failure)
                ? failure
                : new ProviderFailure.Invalid("NoFailure", "the call succeeded");
    }

    private LedgerAudit audit() {
        return LedgerAudit.of(directory);
    }

    private int existing(PodRequest request) {
        return audit().existing(request.pod().id().uid(), Instant.now());
    }
}

package io.podbridge.core.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.cluster.TestCluster;
import io.podbridge.core.environment.EnvironmentResolver;
import io.podbridge.core.flow.Outcome;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.pod.SamplePods;
import io.podbridge.core.replica.TestServices;
import java.time.Duration;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a provider does, each command has one answer, and the actor goes on. */
@SuppressWarnings("NullAway") // what a bad provider returns
class ProviderContractBreachTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE);
    private static final PodReport REPORT = SamplePods.report("a", "10.0.0.1");
    private static final TestCluster cluster = TestCluster.alone();

    private final FakeProvider platform = new FakeProvider(Locality.REMOTE);
    private final TestProbe<PodEvent> entity = cluster.kit().createTestProbe();
    private final ActorRef<ProviderCommand> provider =
            start(LONG, pod -> CompletableFuture.completedFuture(Outcome.of(Map.of())));

    @AfterAll
    static void shutDown() {
        cluster.close();
    }

    /** What a provider may do instead of answering. */
    enum Breach {
        THROWS,
        IS_OF_ANOTHER_VERSION,
        RETURNS_NO_STAGE,
        ANSWERS_NULL,
        SUCCEEDS_WITH_NULL,
        FAILS_WITH_NULL,
        COMPLETES_EXCEPTIONALLY;

        <T> CompletionStage<Outcome<T>> commit() {
            return switch (this) {
                case THROWS -> throw new IllegalStateException("thrown");
                case IS_OF_ANOTHER_VERSION -> throw new NoSuchMethodError("another version");
                case RETURNS_NO_STAGE -> null;
                case ANSWERS_NULL -> CompletableFuture.completedFuture(null);
                case SUCCEEDS_WITH_NULL -> CompletableFuture.completedFuture(Outcome.of(null));
                case FAILS_WITH_NULL -> CompletableFuture.completedFuture(Outcome.failed(null));
                case COMPLETES_EXCEPTIONALLY -> CompletableFuture.failedFuture(new IllegalStateException("failed"));
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void isAFailureThatNamesTheCall(Breach breach) {
        commit(breach);
        create();
        assertThat(failure(((PodEvent.CreateFailed) next()).failure())).contains("create");
        provider.tell(new ProviderCommand.Delete(SamplePods.id("a"), Duration.ZERO, entity.getRef()));
        assertThat(failure(((PodEvent.DeleteFailed) next()).failure())).contains("delete");
        provider.tell(new ProviderCommand.Locate(SamplePods.id("a"), entity.getRef()));
        assertThat(failure(((PodEvent.LocateFailed) next()).failure())).contains("status");
        assertThat(list().problem().orElse("")).contains("list");
        assertThat(ping()).isInstanceOf(Outcome.Failure.class);
        platform.creates = request -> CompletableFuture.completedFuture(Outcome.of(REPORT));
        create();
        assertThat(next()).as("the actor lives").isEqualTo(new PodEvent.Created(REPORT, ""));
    }

    @Test
    void aListOfNothingsIsAFailureToo() {
        platform.lists = () -> CompletableFuture.completedFuture(Outcome.of(Collections.singletonList(null)));
        assertThat(list().problem().orElse("")).contains("list");
        var nothing = new HashMap<String, PodReport>();
        nothing.put("uid-a", null);
        platform.looks = uids -> CompletableFuture.completedFuture(Outcome.of(nothing));
        provider.tell(new ProviderCommand.Locate(SamplePods.id("a"), entity.getRef()));
        assertThat(next()).isInstanceOf(PodEvent.LocateFailed.class);
    }

    /** The API takes any positive number of seconds (validation.go), and no sum with it fits a long. */
    @ParameterizedTest
    @EnumSource
    void theLongestGraceIsAGraceLikeAnyOther(Locality locality) {
        var platform = new FakeProvider(locality);
        var provider = start(platform, LONG, pod -> CompletableFuture.completedFuture(Outcome.of(Map.of())));
        platform.running.put("uid-a", REPORT);
        provider.tell(new ProviderCommand.Delete(SamplePods.id("a"), LONGEST, entity.getRef()));
        assertThat(next()).isEqualTo(new PodEvent.Deleted(Optional.of(REPORT)));
        TestProbe<ProviderCommand.DeletedHere> peer = cluster.kit().createTestProbe();
        provider.tell(new ProviderCommand.DeleteHere(SamplePods.id("a"), LONGEST, peer.getRef()));
        assertThat(peer.receiveMessage(PATIENCE).problem()).isEmpty();
    }

    /** What throws before a call is made is answered as well. */
    @Test
    void capabilitiesThatThrowAreAFailureOfThatPodOnly() {
        var broken = new AbstractSet<String>() {
            @Override
            public Iterator<String> iterator() {
                throw new IllegalStateException("no list today");
            }

            @Override
            public int size() {
                return 1;
            }
        };
        var bad = new FakeProvider(new Capabilities(Locality.REMOTE, false, false, broken, broken));
        var provider = start(bad, LONG, pod -> CompletableFuture.completedFuture(Outcome.of(Map.of())));
        provider.tell(new ProviderCommand.Create(
                SamplePods.with(SamplePods.pod("a"), Set.of("volumes")), Map.of(), entity.getRef()));
        assertThat(failure(((PodEvent.CreateFailed) next()).failure())).contains("no list today");
        provider.tell(new ProviderCommand.Locate(SamplePods.id("a"), entity.getRef()));
        assertThat(next()).isEqualTo(new PodEvent.Located(Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource
    void soIsAnEnvironmentThatIsNotResolved(Breach breach) {
        var unresolved = start(LONG, pod -> breach.commit());
        unresolved.tell(new ProviderCommand.Create(SamplePods.pod("a"), Map.of(), entity.getRef()));
        assertThat(((PodEvent.CreateFailed) next()).failure().message()).contains("environment");
    }

    @Test
    void anEnvironmentThatIsNeverResolvedIsGivenUp() {
        var waiting = start(Duration.ofMillis(50), pod -> new CompletableFuture<>());
        waiting.tell(new ProviderCommand.Create(SamplePods.pod("a"), Map.of(), entity.getRef()));
        assertThat(((PodEvent.CreateFailed) next()).failure().message()).contains("environment");
    }

    private void commit(Breach breach) {
        platform.creates = request -> breach.commit();
        platform.deletes = (pod, grace) -> breach.commit();
        platform.looks = uids -> breach.commit();
        platform.lists = breach::commit;
        platform.pings = breach::commit;
    }

    private static String failure(ProviderFailure failure) {
        assertThat(failure).isInstanceOf(ProviderFailure.Unavailable.class);
        return failure.message();
    }

    private void create() {
        provider.tell(new ProviderCommand.Create(SamplePods.pod("a"), Map.of(), entity.getRef()));
    }

    private PodEvent next() {
        return entity.receiveMessage(PATIENCE);
    }

    private ProviderCommand.Listed list() {
        return ask(ProviderCommand.ListHere::new);
    }

    private Outcome<Health> ping() {
        return this.<ProviderCommand.HealthAnswer>ask(ProviderCommand.CheckHealth::new)
                .outcome();
    }

    private <T> T ask(Function<ActorRef<T>, ProviderCommand> question) {
        TestProbe<T> answer = cluster.kit().createTestProbe();
        provider.tell(question.apply(answer.getRef()));
        return answer.receiveMessage(PATIENCE);
    }

    private ActorRef<ProviderCommand> start(Duration timeout, EnvironmentResolver environment) {
        return start(platform, timeout, environment);
    }

    private static ActorRef<ProviderCommand> start(
            Provider platform, Duration timeout, EnvironmentResolver environment) {
        var settings = new ProviderSettings(timeout, timeout, timeout, timeout, 1, 10, LONG, LONG, LONG);
        return cluster.kit()
                .spawn(ProviderActor.create(TestServices.none(), platform, environment, settings, (uid, event) -> {}));
    }
}

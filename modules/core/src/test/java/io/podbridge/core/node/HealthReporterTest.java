package io.podbridge.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podbridge.core.QuietActors;
import io.podbridge.core.clock.ClockSkew;
import io.podbridge.core.flow.Outcome;
import io.podbridge.core.health.Part;
import io.podbridge.core.health.PartState;
import io.podbridge.core.health.ReplicaHealth;
import io.podbridge.core.kube.FakeKubeApi;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.provider.Health;
import io.podbridge.core.provider.ProviderCommand;
import io.podbridge.core.replica.ReplicaServices;
import io.podbridge.core.replica.TestServices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthReporterTest {
    private static final Duration REPORT = Duration.ofSeconds(5);
    private static final Outcome<Health> WELL = Outcome.of(new Health("fine"));
    private static final Outcome<Health> AWAY =
            Outcome.failed(new ProviderFailure.Unavailable("X", "no answer", Optional.empty()));

    private final QuietActors actors = new QuietActors();
    private final ReplicaServices services = TestServices.of(new FakeKubeApi("n1"), actors.clock());
    private final AtomicReference<Outcome<Health>> platform = new AtomicReference<>(WELL);
    private final AtomicReference<Optional<ClockSkew>> skew = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<DiskSpace>> disk = new AtomicReference<>(Optional.empty());
    private final List<ReplicaHealth> sent = new CopyOnWriteArrayList<>();

    @AfterEach
    void shutDown() {
        actors.close();
    }

    /** A report that was lost is made good by the next. */
    @Test
    void saysAgainAndAgainHowTheReplicaIs() {
        start();
        int before = sent.size();
        actors.pass(Duration.ofMinutes(1), REPORT);
        assertThat(sent.size() - before).isBetween(12, 18);
        assertThat(sent).allMatch(report -> report.replica().equals("replica-1"));
    }

    @Test
    void oneFailedPingSaysLittleAndTwoInARowMeanThatThePlatformIsAway() {
        start();
        assertThat(last(Part.PROVIDER)).contains(PartState.OK);
        platform.set(AWAY);
        actors.pass(Duration.ofSeconds(10), REPORT);
        assertThat(last(Part.PROVIDER)).contains(PartState.DEGRADED);
        actors.pass(Duration.ofSeconds(10), REPORT);
        assertThat(last(Part.PROVIDER)).contains(PartState.FAILED);
        actors.pass(Duration.ofHours(1), REPORT);
        platform.set(WELL);
        actors.pass(Duration.ofSeconds(10), REPORT);
        assertThat(last(Part.PROVIDER)).contains(PartState.OK);
    }

    @Test
    void whatIsNotMeasuredIsNotTold() {
        start();
        actors.pass(REPORT);
        assertThat(last(Part.CLOCK)).isEmpty();
        assertThat(last(Part.DISK)).isEmpty();
    }

    @Test
    void aClockIsGoodWithinTwoSecondsInBothDirections() {
        start();
        for (long millis : List.of(0L, 2000L, -2000L)) {
            assertThat(clock(millis)).contains(PartState.OK);
        }
        for (long millis : List.of(2001L, -2001L, 20_000L)) {
            assertThat(clock(millis)).contains(PartState.DEGRADED);
        }
        assertThat(clock(-20_001L)).contains(PartState.FAILED);
    }

    private Optional<PartState> clock(long millis) {
        var exactly = Duration.ofMillis(millis);
        skew.set(Optional.of(new ClockSkew(exactly, exactly)));
        actors.pass(REPORT);
        return last(Part.CLOCK);
    }

    @Test
    void aDiskThatIsNearlyFullIsTold() {
        start();
        long gib = 1L << 30;
        disk(50 * gib, 100 * gib, PartState.OK);
        disk(4 * gib, 100 * gib, PartState.DEGRADED);
        disk(1L << 20, 100 * gib, PartState.FAILED);
        assertThat(DiskSpace.of(Path.of("/nowhere/at/all")).state()).isEqualTo(PartState.FAILED);
    }

    private void disk(long usable, long total, PartState expected) {
        disk.set(Optional.of(new DiskSpace(Path.of("/run"), usable, total)));
        await().untilAsserted(
                        () -> { // it is measured on another thread
                            actors.pass(REPORT);
                            assertThat(last(Part.DISK)).contains(expected);
                        });
    }

    private Optional<PartState> last(Part part) {
        return sent.getLast().part(part).map(health -> health.state());
    }

    private void start() {
        ActorRef<ProviderCommand> provider =
                actors.start(ProviderCommand.class, answering()).narrow();
        var probes = new HealthReporter.Probes(provider, Duration.ofSeconds(10), skew::get, disk::get);
        actors.start(HealthReporter.Command.class, HealthReporter.create(services, probes, sent::add));
        actors.settle();
    }

    private Behavior<ProviderCommand> answering() {
        return Behaviors.receiveMessage(command -> {
            if (command instanceof ProviderCommand.CheckHealth(var replyTo)) {
                replyTo.tell(new ProviderCommand.HealthAnswer(platform.get()));
            }
            return Behaviors.same();
        });
    }
}

package io.podbridge.provider.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.pod.Container;
import io.podbridge.core.pod.ContainerState.Terminated;
import io.podbridge.core.pod.RestartPolicy;
import io.podbridge.provider.process.ContainerRun.Sent;
import io.podbridge.provider.process.ContainerRun.Stage;
import io.podbridge.provider.process.PodPlan.Order;
import io.podbridge.provider.process.PodPlan.Order.Send;
import io.podbridge.provider.process.PodPlan.Order.Start;
import io.podbridge.provider.process.PodPlan.Step;
import io.podbridge.testkit.provider.PodFixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodPlanTest {
    private static final Instant T0 = Instant.EPOCH;
    private static final PodPlan PLAN =
            new PodPlan(new BackOff.Settings(Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMinutes(10)));

    private PodRun run;
    private List<Order> orders = List.of();

    @Test
    void initContainersAndSidecarsComeOneAfterTheOther() {
        pod(RestartPolicy.ALWAYS);
        assertThat(orders).containsExactly(new Start("first"));
        started("first");
        ended("first", 0, T0);
        assertThat(orders).containsExactly(new Start("proxy"));
        started("proxy");
        assertThat(orders).containsExactly(new Start("last"));
        started("last");
        ended("last", 0, T0);
        assertThat(orders).containsExactly(new Start("a"), new Start("b"));
    }

    @Test
    void aSidecarThatEndsIsStartedAgainWhileTheOthersGoOn() {
        running(RestartPolicy.NEVER);
        ended("proxy", 1, T0);
        assertThat(orders).containsExactly(new Start("proxy"));
        started("proxy");
        ended("proxy", 0, T0);
        assertThat(orders).isEmpty();
        assertThat(run.nextDue()).contains(T0.plusSeconds(10));
        assertThat(run.over()).isFalse();
    }

    @Test
    void aContainerWaitsBeforeItsSecondRestart() {
        running(RestartPolicy.ON_FAILURE);
        ended("a", 1, T0);
        assertThat(orders).containsExactly(new Start("a"));
        started("a");
        ended("a", 1, T0.plusSeconds(1));
        look(T0.plusSeconds(10));
        assertThat(orders).isEmpty();
        look(T0.plusSeconds(11));
        assertThat(orders).containsExactly(new Start("a"));
    }

    @Test
    void stopsTheOthersFirstAndThenTheSidecars() {
        running(RestartPolicy.ALWAYS);
        apply(PLAN.stop(run, T0.plusSeconds(30), T0));
        assertThat(orders).containsExactly(new Send("a", Sent.TERM), new Send("b", Sent.TERM));
        ended("a", 143, T0);
        assertThat(orders).isEmpty();
        ended("b", 143, T0);
        assertThat(orders).containsExactly(new Send("proxy", Sent.TERM));
        ended("proxy", 143, T0);
        assertThat(run.down()).isTrue();
        assertThat(run.nextDue()).isEmpty();
    }

    @Test
    void killsWhoeverIsLeftAtTheDeadline() {
        running(RestartPolicy.ALWAYS);
        apply(PLAN.stop(run, T0.plusSeconds(30), T0));
        assertThat(run.nextDue()).contains(T0.plusSeconds(30));
        look(T0.plusSeconds(30));
        assertThat(orders)
                .containsExactly(new Send("a", Sent.KILL), new Send("b", Sent.KILL), new Send("proxy", Sent.KILL));
        look(T0.plusSeconds(31));
        assertThat(orders).isEmpty();
    }

    @Test
    void aSecondStopShortensTheFirstAndNeverLengthensIt() {
        running(RestartPolicy.ALWAYS);
        apply(PLAN.stop(run, T0.plusSeconds(30), T0));
        apply(PLAN.stop(run, T0.plusSeconds(5), T0));
        apply(PLAN.stop(run, T0.plusSeconds(60), T0));
        assertThat(run.stopBy()).contains(T0.plusSeconds(5));
    }

    @Test
    void sidecarsEndWhenTheOthersHave() {
        running(RestartPolicy.NEVER);
        ended("a", 0, T0);
        ended("b", 3, T0);
        assertThat(orders).containsExactly(new Send("proxy", Sent.TERM));
    }

    @Test
    void whatEndsWhileThePodStopsIsNotStartedAgain() {
        running(RestartPolicy.ALWAYS);
        ended("a", 1, T0);
        apply(PLAN.stop(run, T0.plusSeconds(30), T0));
        assertThat(orders).contains(new Send("a", Sent.TERM));
        apply(PLAN.neverStarted(run, "a", T0));
        ended("b", 1, T0);
        ended("proxy", 1, T0);
        assertThat(run.down()).isTrue();
        assertThat(run.containers().map(ContainerRun::stage)).allMatch(Stage.Ended.class::isInstance);
    }

    @Test
    void aLostPodEndsAtOnceAndSaysWhy() {
        running(RestartPolicy.ALWAYS);
        apply(PLAN.lose(run, T0));
        assertThat(orders).contains(new Send("a", Sent.KILL), new Send("proxy", Sent.KILL));
        ended("a", 137, T0);
        assertThat(stage("a"))
                .isInstanceOfSatisfying(
                        Stage.Ended.class,
                        ended -> assertThat(ended.how().reason()).isEqualTo("ReplicaLost"));
    }

    @Test
    void aFailedInitContainerKeepsTheOthersFromStarting() {
        pod(RestartPolicy.NEVER);
        started("first");
        ended("first", 7, T0);
        assertThat(orders).isEmpty();
        assertThat(run.over()).isTrue();
        assertThat(run.down()).isTrue();
    }

    private void running(RestartPolicy policy) {
        pod(policy);
        started("first");
        ended("first", 0, T0);
        started("proxy");
        started("last");
        ended("last", 0, T0);
        started("a");
        started("b");
    }

    private void pod(RestartPolicy policy) {
        var builder = PodFixtures.pod("pod").restartPolicy(policy);
        builder.initContainer(container("first", false))
                .initContainer(container("proxy", true))
                .initContainer(container("last", false));
        run = PodRun.of(builder.container(container("a", false))
                .container(container("b", false))
                .request());
        look(T0);
    }

    private static Container container(String name, boolean restartable) {
        Optional<String> none = Optional.empty();
        List<String> command = List.of("true");
        return new Container(
                name,
                "none",
                command,
                List.of(),
                none,
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                restartable,
                Container.Input.NONE);
    }

    private void look(Instant now) {
        apply(PLAN.look(run, now));
    }

    private void started(String name) {
        apply(PLAN.started(run, name, "id-" + name, T0, T0));
    }

    private void ended(String name, int exitCode, Instant now) {
        apply(PLAN.ended(run, name, ContainerProcess.terminated(exitCode, T0, now), now));
    }

    private void apply(Step step) {
        run = step.next();
        orders = step.orders();
    }

    private Stage stage(String name) {
        return run.containers()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow()
                .stage();
    }

    @Test
    void exitCodesAboveOneHundredTwentyEightAreSignals() {
        assertThat(terminated(0)).isEqualTo("0 Optional.empty Completed");
        assertThat(terminated(1)).isEqualTo("1 Optional.empty Error");
        assertThat(terminated(128)).isEqualTo("128 Optional.empty Error");
        assertThat(terminated(143)).isEqualTo("143 Optional[15] Error");
        assertThat(terminated(255)).isEqualTo("255 Optional.empty Error");
    }

    private static String terminated(int exitCode) {
        Terminated how = ContainerProcess.terminated(exitCode, T0, T0);
        return how.exitCode() + " " + how.signal() + " " + how.reason();
    }
}

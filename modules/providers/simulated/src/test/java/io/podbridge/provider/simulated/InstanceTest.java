package io.podbridge.provider.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.RestartPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What a pod does when: it is made at 0, its first container starts at 10. */
class InstanceTest {
    private static final PodId ID = new PodId("uid", "default", "web");

    @Test
    void beforeItsStartAPodWaitsAndHasNoAddress() {
        Instance instance = instance(RestartPolicy.ALWAYS, List.of(), List.of(main(0, 0)));

        assertThat(instance.report(9).podIp()).isEmpty();
        assertThat(only(instance, 9).state()).isEqualTo(new ContainerState.Waiting("ContainerCreating", ""));
        assertThat(only(instance, 9).containerId()).isEmpty();
        assertThat(instance.nextChange(0)).isEqualTo(10);
        assertThat(only(instance, 10).running()).isTrue();
        assertThat(instance.report(10).podIp()).isPresent();
        assertThat(instance.nextChange(10)).isEqualTo(Runs.NEVER);
    }

    @Test
    void aContainerThatEndsStaysAsItEnded() {
        Instance instance = instance(RestartPolicy.NEVER, List.of(), List.of(main(100, 3)));

        assertThat(instance.nextChange(10)).isEqualTo(110);
        assertThat(exitCode(only(instance, 110))).isEqualTo(3);
        assertThat(instance.nextChange(110)).isEqualTo(Runs.NEVER);
        assertThat(instance.report(1_000_000)).isEqualTo(instance.report(110));
    }

    /** Runs from 10 to 110, from 110 to 210, waits 20, runs from 230. */
    @Test
    void aContainerThatCrashesBacksOff() {
        Instance instance = instance(RestartPolicy.ON_FAILURE, List.of(), List.of(main(100, 3)));

        assertThat(only(instance, 110).restartCount()).isEqualTo(1);
        assertThat(only(instance, 110).running()).isTrue();
        assertThat(only(instance, 110).lastState()).isPresent();
        ContainerStatus waiting = only(instance, 210);
        assertThat(waiting.state())
                .isInstanceOfSatisfying(
                        ContainerState.Waiting.class,
                        state -> assertThat(state.reason()).isEqualTo("CrashLoopBackOff"));
        assertThat(waiting.restartCount()).isEqualTo(1);
        assertThat(waiting.lastState())
                .hasValueSatisfying(last -> assertThat(last.exitCode()).isEqualTo(3));
        assertThat(only(instance, 230).restartCount()).isEqualTo(2);
        assertThat(List.of(only(instance, 10), only(instance, 110), only(instance, 230)))
                .extracting(ContainerStatus::containerId)
                .doesNotHaveDuplicates();
    }

    @Test
    void initContainersComeOneAfterTheOther() {
        Instance instance =
                instance(RestartPolicy.NEVER, List.of(init("one", 50, 0), init("two", 50, 0)), List.of(main(0, 0)));

        assertThat(instance.report(59).initContainers())
                .extracting(ContainerStatus::running)
                .containsExactly(true, false);
        assertThat(instance.report(60).initContainers())
                .extracting(ContainerStatus::running)
                .containsExactly(false, true);
        assertThat(only(instance, 109).state()).isEqualTo(new ContainerState.Waiting("PodInitializing", ""));
        assertThat(only(instance, 110).running()).isTrue();
        assertThat(changes(instance, 1_000)).containsExactly(10L, 60L, 110L);
    }

    @Test
    void aFailedInitContainerKeepsTheOthersFromStarting() {
        var init = List.of(init("one", 50, 1));

        assertThat(instance(RestartPolicy.NEVER, init, List.of(main(0, 0)))
                        .report(60)
                        .initContainers()
                        .getFirst()
                        .terminated())
                .isTrue();
        Instance again = instance(RestartPolicy.ALWAYS, init, List.of(main(0, 0)));
        assertThat(again.report(1_000).initContainers().getFirst().restartCount())
                .isPositive();
        assertThat(only(again, 100_000).containerId()).isEmpty();
    }

    @Test
    void aSidecarStopsWhenTheOthersAreOver() {
        var sidecar = new ContainerPlan("side", "image", true, 0, 0, 7, 143, 0);
        Instance instance = instance(RestartPolicy.NEVER, List.of(sidecar), List.of(main(100, 0)));

        assertThat(only(instance, 10).running())
                .as("does not wait for the sidecar")
                .isTrue();
        assertThat(instance.report(116).initContainers().getFirst().running()).isTrue();
        assertThat(exitCode(instance.report(117).initContainers().getFirst())).isEqualTo(143);
        assertThat(changes(instance, 1_000)).containsExactly(10L, 110L, 117L);
    }

    @Test
    void aStoppedContainerEndsAsAskedOrIsKilled() {
        Instance running = instance(RestartPolicy.ALWAYS, List.of(), List.of(main(0, 0)));

        Instance stopped = running.stopping(500, 530);
        assertThat(only(stopped, 504).running()).isTrue();
        assertThat(exitCode(only(stopped, 505))).isEqualTo(143);
        assertThat(stopped.goneAt()).isEqualTo(505 + 2);

        Instance killed = running.stopping(500, 503);
        assertThat(exitCode(only(killed, 503))).isEqualTo(137);
        assertThat(killed.goneAt()).isEqualTo(503 + 2);
    }

    @Test
    void aSecondStopOnlyBringsTheKillForward() {
        Instance first =
                instance(RestartPolicy.ALWAYS, List.of(), List.of(main(0, 0))).stopping(500, 502);

        assertThat(first.stopping(501, 10_000)).isEqualTo(first);
        assertThat(first.stopping(501, 501).goneAt()).isEqualTo(501 + 2);
    }

    @Test
    void aContainerThatHasEndedKeepsItsEndWhenThePodIsDeleted() {
        Instance instance =
                instance(RestartPolicy.NEVER, List.of(), List.of(main(100, 3))).stopping(500, 530);

        assertThat(exitCode(only(instance, 502))).isEqualTo(3);
        assertThat(instance.goneAt()).isEqualTo(500 + 2);
    }

    @Test
    void whatHasNotStartedNeverDoesAfterAStop() {
        Instance instance =
                instance(RestartPolicy.ALWAYS, List.of(), List.of(main(0, 0))).stopping(5, 35);

        assertThat(only(instance, 1_000).containerId()).isEmpty();
        assertThat(instance.goneAt()).isEqualTo(5 + 2);
    }

    /** The reports change at the times that are told, and at no others. */
    @Property
    void everyChangeIsForetold(
            @ForAll RestartPolicy policy,
            @ForAll @IntRange(max = 40) int run,
            @ForAll @IntRange(max = 1) int exitCode,
            @ForAll @IntRange(max = 1) int initExitCode,
            @ForAll @IntRange(min = 1, max = 300) int stop) {
        var side = new ContainerPlan("side", "image", true, 0, 0, 7, 143, 0);
        Instance instance = instance(
                policy, List.of(side, init("one", 15, initExitCode)), List.of(main(run, exitCode), main(25, 0)));
        Instance stopping = instance.stopping(stop, stop + 4);

        assertForetold(instance, 0, 400);
        assertForetold(stopping, stop, 400);
        assertThat(stopping.goneAt()).isBetween((long) stop, stop + 4L + 2);
        assertThat(stopping.nextChange(stopping.goneAt())).isEqualTo(Runs.NEVER);
    }

    private static void assertForetold(Instance instance, long from, long until) {
        for (long time = from; time < until; time++) {
            boolean told = instance.nextChange(time) == time + 1;
            assertThat(states(instance.report(time + 1)).equals(states(instance.report(time))))
                    .as("same at %d as before", time + 1)
                    .isEqualTo(!told);
        }
    }

    /** Times are whole seconds in a report, so it is the kinds that differ. */
    private static List<String> states(PodReport report) {
        List<String> states = new ArrayList<>();
        states.add(report.podIp().orElse("no address"));
        for (ContainerStatus container : report.initContainers()) {
            states.add(container.state().getClass() + " " + container.restartCount());
        }
        for (ContainerStatus container : report.containers()) {
            states.add(container.state().getClass() + " " + container.restartCount());
        }
        return states;
    }

    private static List<Long> changes(Instance instance, long until) {
        List<Long> changes = new ArrayList<>();
        for (long next = instance.nextChange(0); next < until; next = instance.nextChange(next)) {
            changes.add(next);
        }
        return changes;
    }

    private static Instance instance(RestartPolicy policy, List<ContainerPlan> init, List<ContainerPlan> main) {
        return new Instance(ID, 0, 0, new PodPlan(policy, 10, 2, 20, 80, Set.of(), init, main), Optional.empty());
    }

    private static ContainerPlan main(long run, int exitCode) {
        return new ContainerPlan("main", "image", false, run, exitCode, 5, 143, 0);
    }

    private static ContainerPlan init(String name, long run, int exitCode) {
        return new ContainerPlan(name, "image", false, run, exitCode, 5, 143, 0);
    }

    private static ContainerStatus only(Instance instance, long time) {
        return instance.report(time).containers().getFirst();
    }

    private static int exitCode(ContainerStatus container) {
        return container.state() instanceof ContainerState.Terminated ended ? ended.exitCode() : -1;
    }
}

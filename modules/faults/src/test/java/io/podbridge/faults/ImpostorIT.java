package io.podbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.faults.Impostors.Impostor;
import io.podbridge.faults.judge.Judge;
import io.podbridge.faults.judge.Verdict.Wrong;
import io.podbridge.testkit.LongForm;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.WithControlPlane;
import io.podbridge.testkit.net.FaultProxy;
import io.podbridge.testkit.net.Passage;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Something else answers in the API server's place, while containers restart and their statuses are written. */
@WithControlPlane
class ImpostorIT {
    private static final Duration MASQUERADE = LongForm.of(Duration.ofSeconds(15), Duration.ofSeconds(40));
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int PODS = 40;
    private static final int RUN_SECONDS = 3;

    private static Scene scene;
    private static int round;

    private List<WantedPod> pods;

    @BeforeAll
    static void start(ControlPlane controlPlane) {
        scene = Scene.start(controlPlane, Verdicts.settings(0));
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    /** New ones for each: those of the test before may not be what they were. */
    @BeforeEach
    void makePods() {
        var user = scene.user();
        round++;
        pods = IntStream.range(0, PODS)
                .mapToObj(i -> PodForms.restarting("restarting-" + round + "-" + i, Scene.NODE, RUN_SECONDS))
                .map(user::create)
                .toList();
        assertThat(scene.awaitWhole(SOON)).isTrue();
        assertThat(scene.awaitShown(pods, SOON)).isTrue();
    }

    @AfterEach
    void deletePods() {
        var user = scene.user();
        pods.forEach(pod -> user.delete(pod, true));
    }

    static Stream<Impostor> impostors() {
        return Impostors.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("impostors")
    @Timeout(400)
    void noPodIsEndedOnAnImpostorsWord(Impostor impostor) {
        int before = count(Wrong.ENDED_THOUGH_WANTED);
        int answered = scene.standIn().answered();
        masquerade(impostor);

        assertThat(scene.standIn().answered()).as("questions to the impostor").isGreaterThan(answered);
        assertThat(scene.awaitWhole(SOON)).isTrue();
        assertThat(scene.awaitShown(pods, SOON))
                .as("all pods are shown as running")
                .isTrue();
        assertThat(count(Wrong.ENDED_THOUGH_WANTED) - before)
                .as("pods that were ended though wanted")
                .isZero();
        assertThat(count(Wrong.LOST)).as("pods that do not run").isZero();
    }

    private static void masquerade(Impostor impostor) {
        scene.standIn().react(impostor.reactions());
        List<FaultProxy.Fault> imposed = IntStream.range(0, Replicas.COUNT)
                .mapToObj(i -> scene.replicas()
                        .toApiServer(i)
                        .impose(new Passage.Diverted(scene.standIn().port())))
                .toList();
        Pause.until(MASQUERADE, () -> {
            scene.replicas().supervise();
            return false;
        });
        imposed.forEach(FaultProxy.Fault::close);
    }

    private static int count(Wrong what) {
        return Judge.of(scene.directory()).count(what);
    }
}

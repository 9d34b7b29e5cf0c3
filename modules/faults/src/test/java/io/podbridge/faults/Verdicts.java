package io.podbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.faults.judge.Judge;
import io.podbridge.faults.judge.JudgeMain;
import io.podbridge.faults.judge.Verdict.Wrong;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Settings and the assertion that the tests of faults share. */
final class Verdicts {
    private static final Path RUNS = Path.of("target", "runs");

    private Verdicts() {}

    /** For a scene with a directory of its own, whose clocks are right. */
    static Scene.Settings settings(long seed) {
        return settings(seed, Plant.NONE);
    }

    static Scene.Settings settings(long seed, Plant plant) {
        return new Scene.Settings(Campaign.directory(RUNS, seed), Optional.empty(), plant, List.of());
    }

    /** Asserts that nothing is wrong with any pod of this run, which has ended; prints the figures. */
    static void assertClean(Path directory) {
        JudgeMain.print(List.of(directory), System.out);
        var verdict = Judge.of(directory);
        assertThat(Arrays.stream(Wrong.values())
                        .filter(what -> verdict.count(what) > 0)
                        .map(what -> what + " " + verdict.count(what)))
                .as("what is wrong with the pods of " + directory)
                .isEmpty();
        assertThat(verdict.unreadable()).isZero();
    }
}

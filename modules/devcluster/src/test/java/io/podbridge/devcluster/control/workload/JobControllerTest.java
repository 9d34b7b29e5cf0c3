package io.podbridge.devcluster.control.workload;

import static io.podbridge.devcluster.control.workload.Workloads.job;
import static io.podbridge.devcluster.resource.ResourceTypes.JOBS;
import static io.podbridge.devcluster.resource.ResourceTypes.PODS;
import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.devcluster.api.DeleteOptions.Propagation;
import io.podbridge.devcluster.control.TestCluster;
import io.podbridge.devcluster.control.house.GarbageCollector;
import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class JobControllerTest {
    private final TestCluster cluster = new TestCluster(new JobController(), new GarbageCollector());

    private JsonNode status() {
        return cluster.get(JOBS, "j").path("status");
    }

    private String condition(String type) {
        return TestCluster.condition(cluster.get(JOBS, "j"), type);
    }

    private int count(String field) {
        return status().path(field).asInt(0);
    }

    private void start(String more) {
        cluster.create(JOBS, job("j", more));
        cluster.settle();
    }

    private void all(String phase) {
        cluster.list(PODS).stream()
                .filter(pod -> pod.path("status").path("phase").asString("").matches("Pending|Running"))
                .forEach(pod -> cluster.status(TestCluster.name(pod), phase, "False"));
        cluster.settle();
    }

    @Test
    void aJobRunsItsPodsAndCompletes() {
        start("\"completions\":3,\"parallelism\":2,");
        assertThat(cluster.list(PODS)).hasSize(2);
        assertThat(count("active")).isEqualTo(2);
        assertThat(status().path("startTime").asString("")).isNotEmpty();

        all("Succeeded");
        assertThat(count("succeeded")).isEqualTo(2);
        assertThat(count("active")).isEqualTo(1);
        assertThat(condition("Complete")).isEmpty();

        all("Succeeded");
        assertThat(count("succeeded")).isEqualTo(3);
        assertThat(count("active")).isZero();
        assertThat(condition("SuccessCriteriaMet")).isEqualTo("True CompletionsReached");
        assertThat(condition("Complete")).isEqualTo("True CompletionsReached");
        assertThat(status().path("completionTime").asString("")).isNotEmpty();
        assertThat(cluster.list(PODS))
                .allMatch(pod -> pod.path("metadata").path("finalizers").isEmpty());
        assertThat(cluster.failures()).isEmpty();
    }

    @Test
    void failedPodsAreReplacedAfterEverLongerPausesUntilTheLimit() {
        start("\"backoffLimit\":2,");
        all("Failed");
        assertThat(cluster.list(PODS)).hasSize(1);
        cluster.pass(Duration.ofSeconds(9));
        assertThat(cluster.list(PODS)).hasSize(1);
        cluster.pass(Duration.ofSeconds(1));
        assertThat(cluster.list(PODS)).hasSize(2);
        all("Failed");
        cluster.pass(Duration.ofSeconds(19));
        assertThat(cluster.list(PODS)).hasSize(2);
        cluster.pass(Duration.ofSeconds(1));
        all("Failed");
        assertThat(condition("Failed")).isEqualTo("True BackoffLimitExceeded");
        assertThat(count("failed")).isEqualTo(3);
        cluster.pass(Duration.ofHours(1));
        assertThat(cluster.list(PODS)).hasSize(3);
    }

    @Test
    void aJobThatTakesTooLongFailsAndItsPodsGo() {
        start("\"activeDeadlineSeconds\":60,");
        all("Running");
        cluster.pass(Duration.ofSeconds(59));
        assertThat(condition("FailureTarget")).isEmpty();
        cluster.pass(Duration.ofSeconds(1));
        cluster.live();
        assertThat(condition("FailureTarget")).isEqualTo("True DeadlineExceeded");
        assertThat(condition("Failed")).isEqualTo("True DeadlineExceeded");
        assertThat(cluster.list(PODS)).isEmpty();
    }

    @Test
    void aSuspendedJobHasNoPodsAndBeginsAnewWhenItIsResumed() {
        start("\"parallelism\":2,\"completions\":2,");
        cluster.patch(JOBS, "j", "", "{\"spec\":{\"suspend\":true}}");
        cluster.settle();
        assertThat(cluster.list(PODS)).isEmpty();
        assertThat(condition("Suspended")).isEqualTo("True JobSuspended");
        assertThat(status().path("startTime").isMissingNode()).isTrue();

        cluster.patch(JOBS, "j", "", "{\"spec\":{\"suspend\":false}}");
        cluster.settle();
        assertThat(cluster.list(PODS)).hasSize(2);
        assertThat(condition("Suspended")).isEqualTo("False JobResumed");
    }

    @Test
    void aFinishedJobIsDeletedWithItsPodsWhenItsTimeIsOver() {
        start("\"ttlSecondsAfterFinished\":30,");
        all("Succeeded");
        cluster.pass(Duration.ofSeconds(29));
        assertThat(cluster.exists(JOBS, "j")).isTrue();
        cluster.pass(Duration.ofSeconds(1));
        assertThat(cluster.exists(JOBS, "j")).isFalse();
        assertThat(cluster.list(PODS)).isEmpty();
    }

    @Test
    void thePodsOfAnOrphaningDeletionKeepNothingOfTheJob() {
        start("");
        all("Running");
        cluster.delete(JOBS, "j", Propagation.ORPHAN);
        cluster.settle();
        assertThat(cluster.exists(JOBS, "j")).isFalse();
        assertThat(cluster.list(PODS))
                .hasSize(1)
                .allMatch(pod -> pod.path("metadata").path("finalizers").isEmpty());
    }

    @Test
    void whatIsNotSupportedIsSaid() {
        start("\"completionMode\":\"Indexed\",\"completions\":2,");
        assertThat(cluster.list(PODS)).isEmpty();
        assertThat(cluster.events("j")).containsExactly("NotSupported");
    }

    @Property(tries = 60)
    void whateverHappensToThePodsEachCountsOnceAndTheJobComesToItsEnd(
            @ForAll @IntRange(min = 1, max = 6) int completions,
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll @IntRange(max = 60) int disturbances,
            @ForAll Random random) {
        var world = new TestCluster(new JobController(), new GarbageCollector());
        world.create(
                JOBS,
                job(
                        "j",
                        "\"completions\":%d,\"parallelism\":%d,\"backoffLimit\":1000,"
                                .formatted(completions, parallelism)));
        int succeeded = 0;
        for (int each = 0; each < disturbances; each++) {
            succeeded += disturb(world, random);
            assertThat(active(world)).isLessThanOrEqualTo(parallelism);
        }
        for (int round = 0;
                round < 50
                        && TestCluster.condition(world.get(JOBS, "j"), "Complete")
                                .isEmpty();
                round++) {
            succeeded += finishAll(world);
        }
        assertThat(TestCluster.condition(world.get(JOBS, "j"), "Complete")).isEqualTo("True CompletionsReached");
        assertThat(world.get(JOBS, "j").path("status").path("succeeded").asInt(0))
                .isEqualTo(succeeded);
        assertThat(succeeded).isGreaterThanOrEqualTo(completions);
    }

    /** Every pod ends; how many of them succeed. */
    private static int finishAll(TestCluster world) {
        int succeeded = 0;
        world.pass(Duration.ofMinutes(15));
        for (var pod : world.list(PODS)) {
            if (TestCluster.deleting(pod)) {
                world.finish(TestCluster.name(pod));
            } else if (pod.path("status").path("phase").asString("").matches("Pending|Running")) {
                world.status(TestCluster.name(pod), "Succeeded", "False");
                succeeded++;
            }
        }
        world.settle();
        return succeeded;
    }

    private static int disturb(TestCluster world, Random random) {
        var pods = world.list(PODS);
        if (pods.isEmpty() || random.nextBoolean()) {
            world.pass(Duration.ofSeconds(random.nextInt(5)));
            return 0;
        }
        var pod = pods.get(random.nextInt(pods.size()));
        var name = TestCluster.name(pod);
        boolean open = pod.path("status").path("phase").asString("").matches("Pending|Running");
        switch (random.nextInt(4)) {
            case 0 -> world.delete(PODS, name);
            case 1 -> world.finish(name);
            case 2 ->
                world.status(
                        name, open ? "Failed" : pod.path("status").path("phase").asString(""), "False");
            default -> {
                boolean succeeds = open && !TestCluster.deleting(pod);
                if (succeeds) {
                    world.status(name, "Succeeded", "False");
                }
                return succeeds ? 1 : 0;
            }
        }
        return 0;
    }

    private static long active(TestCluster world) {
        return world.list(PODS).stream()
                .filter(pod -> !TestCluster.deleting(pod))
                .filter(pod -> pod.path("status").path("phase").asString("").matches("Pending|Running"))
                .count();
    }
}

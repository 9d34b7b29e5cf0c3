package io.podbridge.bench;

import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.RbacFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the benchmarks share that disturb replicas: the load and its witness, on one control plane. For one thread. */
final class StormScene implements AutoCloseable {
    private final ControlPlane controlPlane;
    private final Installation installation;
    private final RunOptions run;
    private final Path directory;
    private final Load load;
    private final Observer observer;

    /** {@code directory} is for what is left of it: logs, ledgers. */
    StormScene(ControlPlane controlPlane, Installation installation, RunOptions run, Path directory) {
        this.controlPlane = controlPlane;
        this.installation = installation;
        this.run = run;
        this.directory = directory;
        this.load = new Load(controlPlane.adminKubeconfig(), Load.DEPTH);
        this.observer = new Observer(controlPlane.adminKubeconfig());
    }

    Load load() {
        return load;
    }

    Observer observer() {
        return observer;
    }

    Path kubeconfig() {
        return controlPlane.adminKubeconfig();
    }

    boolean small() {
        return run.small();
    }

    /**
     * How to start replicas.
     *
     * @param spare how many of them come later
     * @param settings before those of the command line
     */
    Replicas.Plan plan(int count, int spare, List<String> settings) {
        List<String> all = new ArrayList<>(settings);
        all.addAll(run.settings());
        return new Replicas.Plan(
                count,
                RbacFixture.apply(controlPlane),
                make(directory.resolve("replicas-" + count)),
                all,
                run.jvmOptions(),
                run.profile(),
                spare);
    }

    /** Starts all of the plan but the spare ones; returns when they are Up. */
    ProbedReplicas start(Replicas.Plan plan) {
        return ProbedReplicas.start(installation, plan);
    }

    /** Creates pods at depth 64; returns when all run. */
    Batch createAndRun(String prefix, int pods) {
        var batch = observer.expect(prefix, pods);
        load.create(batch, RbacFixture.NODE);
        batch.awaitRunning();
        return batch;
    }

    /** As a user does; on return the objects are gone. */
    void remove(Batch batch) {
        load.delete(batch);
        batch.awaitGone();
    }

    @Override
    public void close() {
        load.close();
        observer.close();
    }

    private static Path make(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new IllegalStateException("cannot make " + directory, e);
        }
    }
}

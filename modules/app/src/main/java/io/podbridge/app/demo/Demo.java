package io.podbridge.app.demo;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.podbridge.app.ExitCode;
import io.podbridge.app.KubeconfigCheck;
import io.podbridge.app.Logging;
import io.podbridge.app.Providers;
import io.podbridge.app.StartupFailure;
import io.podbridge.core.config.ConfigLoader;
import io.podbridge.core.settings.PodbridgeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/**
 * The order of things: directory, API server, replicas, pods; then what happens; then everything ends, the last begun
 * first, on Ctrl-C, on SIGTERM, and when something cannot start.
 */
final class Demo {
    /** Several times what a small, busy machine needs. */
    private static final Duration READY_AT_MOST = Duration.ofMinutes(3);

    private final DemoOptions options;
    private final Console console = new Console(System.out, LocalTime::now);
    private final AtomicBoolean ending = new AtomicBoolean();
    private final Teardown teardown = new Teardown(problem -> System.err.println("podbridge: " + problem));

    Demo(DemoOptions options) {
        this.options = options;
    }

    /**
     * Runs until it is told to stop, which ends this JVM with 0.
     *
     * @throws StartupFailure if it cannot start; nothing of it is left then
     */
    int run() {
        checkSettings();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "demo-stop"));
        try {
            start();
        } catch (RuntimeException | Error failed) {
            if (ending.getAndSet(true)) {
                waitForTheEnd(); // it failed because all is being stopped, which is nobody's fault
            }
            teardown.close();
            throw failed;
        }
        return waitForTheEnd();
    }

    /** That of the JVM. */
    private static int waitForTheEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.OK.number();
    }

    private void start() {
        var directory = teardown.with(DemoDirectory.claim(options.directory()));
        var files = directory.files();
        Logging.toFile(files.ownLog());
        console.say("podbridge demo in " + files.directory());
        var server = teardown.with(ApiServer.start(options, files));
        console.progress("API server: " + server.description());
        var settings = new DemoSettings(
                options,
                files,
                server.kubeconfig(),
                directory.identity(),
                FreePorts.find(DemoSettings.portsOf(options.replicas()), RandomGenerator.getDefault()));
        var replicas = teardown.with(new Replicas(settings, ReplicaJvm.likeThisOne(), console::event));
        replicas.startAll();
        run(read(settings), settings, replicas, server);
    }

    /** Everything that the command line can have wrong in settings is said before anything is written or started. */
    private void checkSettings() {
        var none = Path.of("none");
        var kubeconfig = options.kubeconfig();
        var read = read(new DemoSettings(options, new DemoFiles(none), kubeconfig.orElse(none), "none", noPorts()));
        kubeconfig.ifPresent(
                file -> KubeconfigCheck.require(file, read.kubernetes().context()));
    }

    /** Looking at settings needs none that is free. */
    private List<Integer> noPorts() {
        return Collections.nCopies(DemoSettings.portsOf(options.replicas()), 1);
    }

    private static PodbridgeSettings read(DemoSettings settings) {
        return PodbridgeSettings.read(ConfigLoader.load(Optional.empty(), settings.of(1)), Providers.names());
    }

    private void run(PodbridgeSettings read, DemoSettings settings, Replicas replicas, ApiServer server) {
        var node = read.node().name();
        var samples = new SamplePods(node, settings.identity(), server.embedded());
        var cluster = teardown.with(Cluster.open(read.kubernetes(), samples));
        console.progress(options.replicas() + " replicas of node " + node + " start, provider " + read.provider());
        teardown.with(() -> endCluster(cluster, replicas));
        teardown.with(new Follower(cluster.client(), node, console::event)); // what it sees first is no news
        awaitNode(cluster, replicas, node, settings.files());
        // Not before: the pod collector of a real cluster deletes pods of nodes that are not there.
        samples.running(options.pods()).forEach(cluster::create);
        awaitPods(cluster, replicas);
        ClassArchives.ofLauncher().worthKeeping();
        write(settings.files().hello(), Serialization.asYaml(samples.hello()));
        var kubectl = Hints.kubectl(server.kubeconfig());
        console.say(new Hints(settings.files(), kubectl, samples.first(), server.embedded()).text());
        console.follow();
        teardown.with(new ReplicaLogs(settings, console::event)); // which replica looks after the node is
    }

    private void awaitNode(Cluster cluster, Replicas replicas, String node, DemoFiles files) {
        Waiting.until(
                () -> {
                    requireHope(replicas);
                    return cluster.nodeReady();
                },
                READY_AT_MOST,
                () -> new StartupFailure(
                        ExitCode.UNAVAILABLE,
                        "Node " + node + " is not Ready " + READY_AT_MOST.toSeconds() + " s after the replicas' start.",
                        files.log(1).toString(),
                        "See what the replicas' logs say; --dir keeps them."));
        console.progress("node " + node + " is Ready");
    }

    private void awaitPods(Cluster cluster, Replicas replicas) {
        var counted = new PodCount(options.pods(), console::progress);
        Waiting.until(
                () -> {
                    requireHope(replicas);
                    return counted.all(cluster.runningSamples());
                },
                READY_AT_MOST,
                () -> new StartupFailure(
                        ExitCode.UNAVAILABLE,
                        "Not all pods run " + READY_AT_MOST.toSeconds() + " s after the node is Ready.",
                        "--pods",
                        "Start it again with --dir DIR, and see what the replicas' logs say."));
    }

    private static void endCluster(Cluster cluster, Replicas replicas) {
        cluster.deleteSamples();
        replicas.close();
        cluster.deleteNode();
    }

    /** It starts no further once it is told to stop, or a replica has said why none can start. */
    private void requireHope(Replicas replicas) {
        if (ending.get()) {
            waitForTheEnd();
        }
        replicas.requireHope();
    }

    /** On a signal. The JVM would end with the signal's code, but to be told to stop is what was asked for. */
    private void stop() {
        if (ending.getAndSet(true)) {
            return;
        }
        console.unfollow();
        console.say("");
        console.progress("stopping");
        teardown.close();
        console.progress("stopped");
        Runtime.getRuntime().halt(ExitCode.OK.number());
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException unusable) {
            throw new UncheckedIOException("cannot write " + file, unusable);
        }
    }
}

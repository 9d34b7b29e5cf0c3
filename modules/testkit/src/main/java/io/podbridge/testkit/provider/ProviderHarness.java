package io.podbridge.testkit.provider;

import com.typesafe.config.Config;
import io.podbridge.core.pod.Container;
import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.RestartPolicy;
import io.podbridge.core.provider.Capabilities;
import io.podbridge.core.provider.Locality;
import io.podbridge.core.provider.ProviderFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;

/** What the cases of {@link ProviderContract} need of a provider, and how they get replicas and pods. */
public abstract class ProviderHarness {
    /** The container that most cases look at. */
    protected static final String MAIN = "main";

    private static final String NODE = "contract-node";
    private static final String BRIDGE = "contract-bridge";

    private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(2);
    private final List<Replica> replicas = new ArrayList<>();

    /** The factory of the provider. */
    protected abstract ProviderFactory factory();

    /** The provider's settings: the same platform within one test, an empty one at its start. */
    protected abstract Config settings();

    /** How this platform is made to show the behaviour in a container of this name, init containers included. */
    protected abstract Workload workload(String container, Behaviour behaviour);

    /** The image of all containers. */
    protected String image() {
        return "example.org/contract:1";
    }

    /**
     * Returns once a pod that runs does behave like this: a program needs a moment before it ignores a signal. To be
     * overridden where that can be seen.
     */
    protected void awaitBehaviour(PodId pod, Behaviour behaviour) {}

    /**
     * Whether the platform stops containers with the grace of the call, which a later call can shorten. Where it does
     * not, the cases about it are skipped, and {@code terminationGracePeriodSeconds} is ignorable.
     */
    protected boolean honoursGrace() {
        return true;
    }

    /**
     * How many instances of this pod the platform itself says exist, ended ones included, asked apart from the
     * provider; empty if there is no way to tell. What shows a doubled pod best.
     */
    protected OptionalInt instances(PodId pod) {
        return OptionalInt.empty();
    }

    /** A provider of the replica of this number; called again: the same replica, started anew. */
    protected final Replica replica(int number) {
        return replica(number, NODE, BRIDGE);
    }

    /** Likewise, for another node or bridge. */
    protected final Replica replica(int number, String node, String bridge) {
        String address = "podbridge@127.0.0.1:" + (10_000 + number);
        var context = new ProviderFactory.Context(settings(), node, bridge, address, "127.0.0.1", timers);
        var replica = new Replica(address, factory().create(context));
        replicas.add(replica);
        return replica;
    }

    /** A pod with one container. */
    protected final PodBuilder pod(Behaviour behaviour, RestartPolicy policy) {
        PodBuilder builder = PodFixtures.pod("contract").restartPolicy(policy);
        return with(builder, MAIN, behaviour);
    }

    /** Adds a container to the pod. */
    protected final PodBuilder with(PodBuilder builder, String name, Behaviour behaviour) {
        return builder.container(container(builder, name, behaviour));
    }

    /** Adds an init container to the pod. */
    protected final PodBuilder withInit(PodBuilder builder, String name, Behaviour behaviour) {
        return builder.initContainer(container(builder, name, behaviour));
    }

    /** Adds a sidecar to the pod. */
    protected final PodBuilder withSidecar(PodBuilder builder, String name, Behaviour behaviour) {
        return builder.initContainer(PodFixtures.sidecar(container(builder, name, behaviour)));
    }

    private Container container(PodBuilder builder, String name, Behaviour behaviour) {
        Workload workload = workload(name, behaviour);
        workload.annotations().forEach(builder::joinAnnotation);
        return PodFixtures.container(name, image(), workload.command(), input(behaviour));
    }

    private static Container.Input input(Behaviour behaviour) {
        return behaviour instanceof Behaviour.Echoes ? Container.Input.OPEN : Container.Input.NONE;
    }

    /** What the provider under test can do. */
    protected final Capabilities capabilities() {
        return replicas.getFirst().provider().capabilities();
    }

    /** Whether every replica reaches every pod. */
    protected final boolean remote() {
        return capabilities().locality() == Locality.REMOTE;
    }

    static boolean running(PodReport report) {
        return report.containers().stream().allMatch(container -> container.running());
    }

    static boolean ended(PodReport report) {
        return report.containers().stream().allMatch(container -> container.terminated());
    }

    static int exitCode(PodReport report) {
        return report.containers().getFirst().state() instanceof ContainerState.Terminated ended
                ? ended.exitCode()
                : -1;
    }

    static List<String> containerIds(PodReport report) {
        return report.containers().stream()
                .map(container -> container.containerId().orElse("none"))
                .toList();
    }

    @AfterEach
    final void closeReplicas() {
        replicas.forEach(Replica::assertReportsInOrder);
        replicas.forEach(Replica::close);
        timers.shutdownNow();
    }
}

package io.podbridge.core.relay;

import io.podbridge.core.cluster.ClusterSettings;
import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.pod.ProviderFailure.Rejected;
import io.podbridge.core.pod.ProviderFailure.Unavailable;
import io.podbridge.core.provider.ProviderCommand;
import io.podbridge.core.provider.ProviderCommand.Looked;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.japi.function.Function;

/** Asks this replica's provider actor, and if the pod is not here, through it all the others. Thread-safe. */
public final class ClusterWhereabouts implements Whereabouts {
    /** News of replicas travel between them each half a second or so; an answer should not wait much longer. */
    private static final Duration AGAIN = Duration.ofMillis(200);

    /** A death is found within 4 s where it can be proven; whoever waits at a terminal should wait no longer. */
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private final ActorSystem<?> system;
    private final ActorRef<ProviderCommand> provider;
    private final Duration patience;
    private final Duration settling;
    private final Cluster cluster;

    /**
     * Through this provider actor.
     *
     * @param patience longer than the provider actor gives the other replicas to answer; for so long, and at most 5 s,
     *     it is asked again where the pod is while a replica cannot be asked
     */
    public ClusterWhereabouts(ActorSystem<?> system, ActorRef<ProviderCommand> provider, Duration patience) {
        this.system = system;
        this.provider = provider;
        this.patience = patience;
        this.settling = patience.compareTo(SETTLING) < 0 ? patience : SETTLING;
        this.cluster = Cluster.get(system);
    }

    @Override
    public CompletionStage<Outcome<Place>> of(PodId pod) {
        return this.<Looked>ask(replyTo -> new ProviderCommand.LookHere(pod, replyTo))
                .thenCompose(here -> here.report().isPresent()
                        ? CompletableFuture.completedFuture(Outcome.<Place>of(new Place.Here()))
                        : find(pod, System.nanoTime() + settling.toNanos()).thenApply(found -> place(pod, found)))
                .exceptionally(failure -> Outcome.failed(unavailable("the replicas do not answer: " + failure)));
    }

    /** Again while there is no saying: a replica that has just come, or gone, is known of a moment later. */
    private CompletionStage<Looked> find(PodId pod, long deadline) {
        return this.<Looked>ask(replyTo -> new ProviderCommand.Find(pod, replyTo))
                .thenCompose(found -> found.unsure().isEmpty() || System.nanoTime() - deadline > 0
                        ? CompletableFuture.completedFuture(found)
                        : CompletableFuture.runAsync(() -> {}, later()).thenCompose(done -> find(pod, deadline)));
    }

    private Executor later() {
        return CompletableFuture.delayedExecutor(AGAIN.toMillis(), TimeUnit.MILLISECONDS, system.executionContext());
    }

    private <T> CompletionStage<T> ask(Function<ActorRef<T>, ProviderCommand> question) {
        return AskPattern.ask(provider, question, patience, system.scheduler());
    }

    private Outcome<Place> place(PodId pod, Looked looked) {
        return looked.report()
                .map(this::place)
                .orElseGet(() -> Outcome.failed(looked.unsure()
                        .<ProviderFailure>map(ClusterWhereabouts::unavailable)
                        .orElseGet(() -> new Rejected(
                                "NotFound",
                                "no replica runs the pod " + pod.namespace() + "/" + pod.name(),
                                Optional.empty()))));
    }

    private Outcome<Place> place(PodReport report) {
        Optional<Member> holder = report.replica().flatMap(this::member);
        if (report.replica().isEmpty()
                || holder.filter(cluster.selfMember()::equals).isPresent()) {
            return Outcome.of(new Place.Here());
        }
        return holder.flatMap(RelayRole::of)
                .<Outcome<Place>>map(relay -> Outcome.of(new Place.There(resolved(relay))))
                .orElseGet(() -> Outcome.failed(unavailable("replica "
                        + report.replica().orElse("")
                        + " has the containers, and its relay is off: set podbridge.relay on every replica")));
    }

    /** Reports name the life of a replica: {@code podbridge@host:port#uid}. */
    private Optional<Member> member(String replica) {
        return members()
                .filter(member -> replica.equals(member.address().hostPort())
                        || replica.startsWith(member.address().hostPort() + "#"))
                .findFirst();
    }

    private Stream<Member> members() {
        return StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
                .filter(member -> member.hasRole(ClusterSettings.ROLE));
    }

    @Override
    public List<InetSocketAddress> others() {
        return members()
                .filter(member -> !member.equals(cluster.selfMember()))
                .filter(member -> !cluster.state().getUnreachable().contains(member))
                .flatMap(member -> RelayRole.of(member).stream())
                .map(ClusterWhereabouts::resolved)
                .toList();
    }

    private static InetSocketAddress resolved(InetSocketAddress address) {
        return new InetSocketAddress(address.getHostString(), address.getPort());
    }

    private static ProviderFailure unavailable(String message) {
        return new Unavailable("ReplicaUnreachable", message, Optional.empty());
    }
}

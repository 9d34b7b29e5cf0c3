package io.podbridge.core.provider;

import io.podbridge.core.cluster.ClusterSettings;
import io.podbridge.core.pod.PodId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;

/**
 * The provider actors of the other replicas, for containers that only one replica reaches. An answer for all of them
 * counts only if all of them gave one: who does not answer may hold the pod. Belongs to the {@link ProviderActor}.
 */
final class ReplicaPeers {
    private final ActorContext<ProviderCommand> context;
    private final ProviderSettings settings;
    private final Cluster cluster;
    private Set<ActorRef<ProviderCommand>> peers = Set.of();

    ReplicaPeers(ActorContext<ProviderCommand> context, ProviderSettings settings) {
        this.context = context;
        this.settings = settings;
        this.cluster = Cluster.get(context.getSystem());
        context.getSystem()
                .receptionist()
                .tell(Receptionist.subscribe(
                        ProviderActor.KEY,
                        context.messageAdapter(Receptionist.Listing.class, ProviderInternal.Peers::new)));
        cluster.subscriptions()
                .tell(Subscribe.create(
                        context.messageAdapter(ClusterEvent.MemberRemoved.class, this::gone),
                        ClusterEvent.MemberRemoved.class));
    }

    /** What is said of a replica that is gone comes a little later, when its keeper has ended its processes. */
    private ProviderCommand gone(ClusterEvent.MemberRemoved event) {
        var replica = event.member().address().hostPort();
        return new ProviderInternal.Later(settings.lossDelay(), new ProviderInternal.ReplicaGone(replica));
    }

    void changed(Set<ActorRef<ProviderCommand>> all) {
        peers = all.stream().filter(peer -> !peer.equals(context.getSelf())).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether any replica has the pod. */
    CompletionStage<ProviderCommand.Looked> look(PodId id, CompletionStage<ProviderCommand.Looked> here) {
        return all(here, settings.lookTimeout(), peer -> replyTo -> new ProviderCommand.LookHere(id, replyTo))
                .thenApply(answers -> found(answers, silent()))
                .exceptionally(failure -> new ProviderCommand.Looked(
                        Optional.empty(), Optional.of("a replica did not answer: " + failure.getMessage())));
    }

    /** Deletes the pod wherever it is. */
    CompletionStage<ProviderCommand.DeletedHere> delete(
            PodId id, Duration grace, CompletionStage<ProviderCommand.DeletedHere> here) {
        return all(here, grace.plus(settings.deleteMargin()), peer -> replyTo ->
                        new ProviderCommand.DeleteHere(id, grace, replyTo))
                .thenApply(answers -> deleted(answers, silent()))
                .exceptionally(failure -> new ProviderCommand.DeletedHere(
                        Optional.empty(), Optional.of("a replica did not answer: " + failure.getMessage())));
    }

    private <T> CompletionStage<List<T>> all(
            CompletionStage<T> here,
            Duration timeout,
            Function<ActorRef<ProviderCommand>, org.apache.pekko.japi.function.Function<ActorRef<T>, ProviderCommand>>
                    question) {
        List<CompletableFuture<T>> answers = Stream.concat(
                        Stream.of(here),
                        peers.stream().map(peer -> AskPattern.ask(
                                peer, question.apply(peer), timeout, context.getSystem().scheduler())))
                .map(CompletionStage::toCompletableFuture)
                .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(done -> answers.stream().map(CompletableFuture::join).toList());
    }

    private static ProviderCommand.Looked found(List<ProviderCommand.Looked> answers, Optional<String> silent) {
        var report = answers.stream().flatMap(answer -> answer.report().stream()).findFirst();
        var unsure = answers.stream().flatMap(answer -> answer.unsure().stream()).findFirst().or(() -> silent);
        return new ProviderCommand.Looked(report, report.isPresent() ? Optional.empty() : unsure);
    }

    private static ProviderCommand.DeletedHere deleted(
            List<ProviderCommand.DeletedHere> answers, Optional<String> silent) {
        var report = answers.stream().flatMap(answer -> answer.report().stream()).findFirst();
        var problem = answers.stream().flatMap(answer -> answer.problem().stream()).findFirst().or(() -> silent);
        return new ProviderCommand.DeletedHere(report, problem);
    }

    /** A member that may hold pods and whose provider actor is not known here, or that cannot be reached. */
    private Optional<String> silent() {
        var known = new ArrayList<Address>();
        peers.forEach(peer -> known.add(peer.path().address()));
        known.add(cluster.selfMember().address());
        var state = cluster.state();
        return StreamSupport.stream(state.getMembers().spliterator(), false)
                .filter(ReplicaPeers::mayHoldPods)
                .filter(member -> !known.contains(member.address())
                        || state.getUnreachable().contains(member))
                .findFirst()
                .map(member -> "replica " + member.address().hostPort() + " cannot be asked");
    }

    /** One that is still joining has no pods yet; one that is leaving may still have some. */
    private static boolean mayHoldPods(Member member) {
        return member.hasRole(ClusterSettings.ROLE)
                && !member.status().equals(MemberStatus.joining())
                && !member.status().equals(MemberStatus.weaklyUp());
    }
}

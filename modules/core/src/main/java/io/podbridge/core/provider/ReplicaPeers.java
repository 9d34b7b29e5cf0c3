package io.podbridge.core.provider;

import io.podbridge.core.cluster.ClusterSettings;
import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.Bounds;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;

/**
 * The provider actors of the other replicas, for containers that only one replica reaches. An answer for all of them
 * counts only if all of them gave one: who does not answer may hold the pod. Belongs to the {@link ProviderActor}.
 */
final class ReplicaPeers {
    /** Reports in one message: with long statuses some 200 kB, far below the largest frame. */
    private static final int BATCH = 100;

    private final ActorContext<ProviderCommand> context;
    private final ProviderSettings settings;
    private final Cluster cluster;
    private final List<String> ending = new ArrayList<>();
    private final Map<UniqueAddress, Member> heardOf = new HashMap<>();
    private final Set<Question> open = ConcurrentHashMap.newKeySet();
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
                        context.messageAdapter(ClusterEvent.MemberEvent.class, this::heard),
                        ClusterEvent.MemberEvent.class));
    }

    /**
     * A question that a peer has not answered yet.
     *
     * @param address the peer's
     */
    private record Question(Address address, Runnable giveUp) {}

    /** The name of this life of a replica, as in reports: {@code podbridge@host:25520#<uid>}. */
    static String name(Member member) {
        return member.address().hostPort() + "#" + member.uniqueAddress().longUid();
    }

    /** What is said of a replica that is gone comes a little later, when its keeper has ended its processes. */
    private ProviderCommand heard(ClusterEvent.MemberEvent event) {
        var member = event.member();
        if (!(event instanceof ClusterEvent.MemberRemoved)) {
            heardOf.put(member.uniqueAddress(), member);
            return new ProviderInternal.MemberSeen();
        }
        heardOf.remove(member.uniqueAddress());
        ending.add(name(member));
        return new ProviderInternal.Later(settings.lossDelay(), new ProviderInternal.ReplicaGone(name(member)));
    }

    /** By now nothing of that replica runs any more, and nobody waits for its answers. */
    void ended(String replica) {
        ending.remove(replica);
        open.stream()
                .filter(question -> replica.startsWith(question.address().hostPort() + "#"))
                .forEach(question -> question.giveUp().run());
    }

    /** Whether this life of a replica is over. */
    boolean gone(String replica) {
        return members().noneMatch(member -> name(member).equals(replica));
    }

    void changed(Set<ActorRef<ProviderCommand>> all) {
        peers = all.stream().filter(peer -> !peer.equals(context.getSelf())).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether any replica has the pod: yes as soon as one says so, no when all do. */
    CompletionStage<ProviderCommand.Looked> look(PodId id, CompletionStage<ProviderCommand.Looked> here) {
        var silent = silent().or(this::lingering);
        var answers = answers(
                here,
                settings.lookTimeout(),
                replyTo -> new ProviderCommand.LookHere(id, replyTo),
                why -> new ProviderCommand.Looked(Optional.empty(), Optional.of(why)));
        var looked = new CompletableFuture<ProviderCommand.Looked>();
        for (var answer : answers) {
            var unused = answer.thenAccept(one ->
                    one.report().ifPresent(report -> looked.complete(found(List.of(one), silent))));
        }
        var unused = together(answers).thenAccept(all -> looked.complete(found(all, silent)));
        return looked;
    }

    /** Deletes the pod wherever it is. */
    CompletionStage<ProviderCommand.DeletedHere> delete(
            PodId id, Duration grace, CompletionStage<ProviderCommand.DeletedHere> here) {
        var silent = silent();
        var lingering = lingering();
        Duration bounded = Bounds.wait(grace);
        return together(answers(
                        here,
                        bounded.plus(settings.deleteMargin()),
                        replyTo -> new ProviderCommand.DeleteHere(id, bounded, replyTo),
                        why -> new ProviderCommand.DeletedHere(Optional.empty(), Optional.of(why))))
                .thenApply(answers -> deleted(answers, silent, lingering));
    }

    /** The answers of all, the one from here first; {@code none} makes one of a peer that gave none. */
    private <T> List<CompletableFuture<T>> answers(
            CompletionStage<T> here,
            Duration timeout,
            org.apache.pekko.japi.function.Function<ActorRef<T>, ProviderCommand> question,
            Function<String, T> none) {
        return Stream.concat(
                        Stream.of(here.toCompletableFuture()),
                        peers.stream().map(peer -> ask(peer, timeout, question, none)))
                .toList();
    }

    private static <T> CompletionStage<List<T>> together(List<CompletableFuture<T>> answers) {
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(done -> answers.stream().map(CompletableFuture::join).toList());
    }

    private <T> CompletableFuture<T> ask(
            ActorRef<ProviderCommand> peer,
            Duration timeout,
            org.apache.pekko.japi.function.Function<ActorRef<T>, ProviderCommand> question,
            Function<String, T> none) {
        var answer = AskPattern.ask(peer, question, timeout, context.getSystem().scheduler())
                .exceptionally(failure -> none.apply("a replica did not answer: " + failure))
                .toCompletableFuture();
        var asked = new Question(
                peer.path().address(), () -> answer.complete(none.apply("the replica that was asked is gone")));
        open.add(asked);
        return answer.whenComplete((value, failure) -> open.remove(asked));
    }

    /**
     * What these pods do now, by those who hold them. One whose holder does not answer is as it was.
     *
     * @param last the last reports
     * @param here asks this replica's provider
     */
    CompletionStage<Outcome<Map<String, PodReport>>> status(
            List<PodReport> last, Function<Set<String>, CompletionStage<Outcome<Map<String, PodReport>>>> here) {
        var byHolder = last.stream()
                .collect(Collectors.groupingBy(report -> report.replica().orElse("")));
        var answers = byHolder.entrySet().stream()
                .flatMap(entry -> batches(entry.getValue()).map(batch -> status(entry.getKey(), batch, here)))
                .toList();
        return together(answers)
                .thenApply(all -> Outcome.of(all.stream()
                        .flatMap(List::stream)
                        .collect(Collectors.toMap(report -> report.id().uid(), report -> report))));
    }

    private CompletableFuture<List<PodReport>> status(
            String holder,
            List<PodReport> last,
            Function<Set<String>, CompletionStage<Outcome<Map<String, PodReport>>>> here) {
        Set<String> uids = last.stream().map(report -> report.id().uid()).collect(Collectors.toUnmodifiableSet());
        if (holder.equals(name(cluster.selfMember()))) {
            return here.apply(uids)
                    .thenApply(outcome -> outcome instanceof Outcome.Success<Map<String, PodReport>>(var found)
                            ? List.copyOf(found.values())
                            : last)
                    .toCompletableFuture();
        }
        return peers.stream()
                .filter(peer -> holder.startsWith(peer.path().address().hostPort() + "#"))
                .findFirst()
                .map(peer -> this.<ProviderCommand.Listed>ask(
                                peer,
                                settings.lookTimeout(),
                                replyTo -> new ProviderCommand.StatusHere(uids, replyTo),
                                why -> new ProviderCommand.Listed(List.of(), Optional.of(why)))
                        .thenApply(answer -> answer.problem().isPresent() ? last : answer.pods()))
                .orElseGet(() -> CompletableFuture.completedFuture(last));
    }

    private static Stream<List<PodReport>> batches(List<PodReport> reports) {
        return IntStream.iterate(0, from -> from < reports.size(), from -> from + BATCH)
                .mapToObj(from -> reports.subList(from, Math.min(reports.size(), from + BATCH)));
    }

    private static ProviderCommand.Looked found(List<ProviderCommand.Looked> answers, Optional<String> silent) {
        var report =
                answers.stream().flatMap(answer -> answer.report().stream()).findFirst();
        var unsure = answers.stream()
                .flatMap(answer -> answer.unsure().stream())
                .findFirst()
                .or(() -> silent);
        return new ProviderCommand.Looked(report, report.isPresent() ? Optional.empty() : unsure);
    }

    /** Where it was found it was whole: then nothing of it is left on a former member either. */
    private static ProviderCommand.DeletedHere deleted(
            List<ProviderCommand.DeletedHere> answers, Optional<String> silent, Optional<String> lingering) {
        var report =
                answers.stream().flatMap(answer -> answer.report().stream()).findFirst();
        var problem = answers.stream()
                .flatMap(answer -> answer.problem().stream())
                .findFirst()
                .or(() -> silent)
                .or(() -> report.isPresent() ? Optional.empty() : lingering);
        return new ProviderCommand.DeletedHere(report, problem);
    }

    /** A former member whose processes may not have ended yet. */
    private Optional<String> lingering() {
        return ending.stream().findFirst().map(replica -> "what ran on replica " + replica + " is ending");
    }

    /**
     * A member that may hold pods and whose provider actor is not known here, or that cannot be reached. To be found
     * out when the question is put: who comes later is not asked.
     */
    private Optional<String> silent() {
        var known = new ArrayList<Address>();
        peers.forEach(peer -> known.add(peer.path().address()));
        known.add(cluster.selfMember().address());
        var unreachable = cluster.state().getUnreachable();
        return members()
                .filter(ReplicaPeers::mayHoldPods)
                .filter(member -> !known.contains(member.address()) || unreachable.contains(member))
                .findFirst()
                .map(member -> "replica " + member.address().hostPort() + " cannot be asked");
    }

    /** With those whose removal the cluster's state shows already, but of which nothing was heard here yet. */
    private Stream<Member> members() {
        var present = StreamSupport.stream(cluster.state().getMembers().spliterator(), false);
        return Stream.concat(present, heardOf.values().stream()).distinct();
    }

    /** One that is still joining has no pods yet; one that is leaving may still have some. */
    private static boolean mayHoldPods(Member member) {
        return member.hasRole(ClusterSettings.ROLE)
                && !member.status().equals(MemberStatus.joining())
                && !member.status().equals(MemberStatus.weaklyUp());
    }
}

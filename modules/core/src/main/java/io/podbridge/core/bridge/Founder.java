package io.podbridge.core.bridge;

import io.podbridge.core.cluster.Joining;
import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.KubeApi;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Brings its replica into the cluster. Which of the seeds may found one if none of them has it, the
 * {@link FoundingLease} decides, by its version; so any of them can be missing. Once the replica is Up it gives the
 * Lease back, and keeps what is written there as it should be.
 */
public final class Founder extends AbstractMatchingBehavior<Founder.Command> {
    /** A founder that says nothing for so long has died before it founded. */
    static final Duration DURATION = Duration.ofSeconds(15);

    /** Between two looks until this replica is Up. */
    static final Duration PACE = Duration.ofSeconds(2);

    /** And after that: so late is it noticed that somebody has edited the Lease. */
    static final Duration UPKEEP = Duration.ofSeconds(30);

    /** What the founder is told. */
    public sealed interface Command {}

    private record Look() implements Command {}

    private record Seen(ApiResult<ApiObject> lease, boolean clusterMayLive) implements Command {}

    private record Written(boolean wins, ApiResult<ApiObject> lease) implements Command {}

    private final TimerScheduler<Command> timers;
    private final KubeApi api;
    private final FoundingTerms terms;
    private final Joining joining;
    private final Supplier<CompletionStage<Boolean>> clusterMayLive;
    private final Supplier<Mandate> mandate;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private String seenVersion = "";
    private long seenSince;
    private boolean founding;
    private boolean waiting;

    private Founder(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            KubeApi api,
            FoundingTerms terms,
            Joining joining,
            Supplier<CompletionStage<Boolean>> clusterMayLive,
            Supplier<Mandate> mandate,
            Clock clock,
            LongSupplier nanoTime) {
        super(context);
        this.timers = timers;
        this.api = api;
        this.terms = terms;
        this.joining = joining;
        this.clusterMayLive = clusterMayLive;
        this.mandate = mandate;
        this.clock = clock;
        this.nanoTime = nanoTime;
        if (joining.alone()) {
            joining.found();
        }
        look();
    }

    /**
     * The behavior of a replica's founder.
     *
     * @param clusterMayLive whether a cluster of this bridge may be at work; no second one is founded beside it
     * @param mandate whether this bridge may put the Lease right
     * @param clock for the time that is written
     * @param nanoTime as {@link System#nanoTime}: by it the age of the Lease is measured, as no two clocks agree
     */
    public static Behavior<Command> create(
            KubeApi api,
            FoundingTerms terms,
            Joining joining,
            Supplier<CompletionStage<Boolean>> clusterMayLive,
            Supplier<Mandate> mandate,
            Clock clock,
            LongSupplier nanoTime) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new Founder(context, timers, api, terms, joining, clusterMayLive, mandate, clock, nanoTime)));
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Look() -> look();
            case Seen(var lease, var mayLive) -> seen(lease, mayLive);
            case Written(var wins, var lease) -> written(wins, lease);
        }
        return Behaviors.same();
    }

    private void look() {
        getContext()
                .pipeToSelf(
                        api.get(terms.path()).thenCombine(clusterMayLive.get(), Seen::new),
                        (seen, failure) -> seen == null ? new Seen(ApiResult.of(null, failure), true) : seen);
    }

    private void again() {
        timers.startSingleTimer(new Look(), joining.takesPart() ? UPKEEP : PACE);
    }

    private void seen(ApiResult<ApiObject> result, boolean mayLive) {
        switch (result) {
            case ApiResult.Ok<ApiObject>(var lease) -> decide(Optional.of(lease), mayLive);
            case ApiResult.Not<ApiObject>(ApiResult.NotFound missing) -> decide(Optional.empty(), mayLive);
            case ApiResult.Not<ApiObject>(var problem) -> {
                if (!waiting) {
                    getContext()
                            .getLog()
                            .warn(
                                    "Who may found the cluster is not known: {}. This replica asks the seeds, and"
                                            + " waits for the API server",
                                    problem.message());
                }
                waiting = true;
                follow();
                again();
            }
        }
    }

    private void decide(Optional<ApiObject> object, boolean mayLive) {
        waiting = false;
        if (joining.takesPart()) {
            keep(object);
        } else {
            take(object, mayLive);
        }
    }

    private void take(Optional<ApiObject> object, boolean mayLive) {
        var lease = object.map(FoundingLease::of);
        boolean unchanged = unchanged(lease.map(FoundingLease::version).orElse(""));
        switch (FoundingTurn.of(lease, terms, unchanged, mayLive)) {
            case CREATE -> write(true, Optional.empty(), terms.self());
            case TAKE, HOLD -> write(true, object, terms.self());
            case FOLLOW -> {
                follow();
                again();
            }
            case REFUSE ->
                joining.exitClaimed(refusal(lease.flatMap(FoundingLease::bridge).orElse("")));
        }
    }

    private String refusal(String other) {
        return "the Lease " + terms.name() + " in " + terms.namespace() + " says that node " + terms.node()
                + " is the bridge " + other + "'s; this is " + terms.bridge() + ". If that one has ended for good, set"
                + " podbridge.node.take-over = " + other + "; if this is that bridge, podbridge.cluster.identity = "
                + other;
    }

    /** Whether the Lease has not changed for its duration; the first look begins to count. */
    private boolean unchanged(String version) {
        long now = nanoTime.getAsLong();
        if (!version.equals(seenVersion)) {
            seenVersion = version;
            seenSince = now;
        }
        return now - seenSince >= DURATION.toNanos();
    }

    /** Up: the Lease is given back, made again if it was deleted, and put right if somebody has edited it. */
    private void keep(Optional<ApiObject> object) {
        var lease = object.map(FoundingLease::of);
        boolean mine = lease.filter(held -> held.holder().equals(terms.self())).isPresent();
        boolean right = lease.filter(terms::agrees).isPresent();
        if ((right && !mine) || !(mandate.get() instanceof Mandate.Held)) {
            again();
            return;
        }
        if (!right && lease.isPresent()) {
            getContext()
                    .getLog()
                    .warn(
                            "Putting right the Lease {}: it says {}, this bridge is {}",
                            terms.name(),
                            lease.get(),
                            terms.bridge());
        }
        write(false, object, mine ? "" : lease.map(FoundingLease::holder).orElse(""));
    }

    private void write(boolean wins, Optional<ApiObject> object, String holder) {
        int seconds = (int) DURATION.toSeconds();
        var wanted = terms.lease(holder);
        var call = object.map(old -> api.replace(terms.path(), wanted.replaced(old, seconds, clock.instant())))
                .orElseGet(() -> api.create(
                        terms.collection(), wanted.created(terms.name(), terms.namespace(), seconds, clock.instant())));
        getContext().pipeToSelf(call, (result, failure) -> new Written(wins, ApiResult.of(result, failure)));
    }

    private void written(boolean wins, ApiResult<ApiObject> result) {
        switch (result) {
            case ApiResult.Ok<ApiObject> done when wins -> found();
            case ApiResult.Ok<ApiObject> done -> {}
            case ApiResult.Not<ApiObject>(ApiResult.Conflict another) -> {
                look();
                return;
            }
            case ApiResult.Not<ApiObject>(var problem) -> {
                getContext().getLog().warn("Cannot write the Lease {}: {}", terms.name(), problem.message());
                follow();
            }
        }
        again();
    }

    /** Not repeated: that would begin the wait for the other seeds' answers anew. */
    private void found() {
        if (!founding && !joining.member() && !joining.alone()) {
            joining.found();
        }
        founding = true;
    }

    private void follow() {
        founding = false;
        if (!joining.member()) {
            joining.follow();
        }
    }
}

package io.podbridge.devcluster.metrics;

import io.podbridge.devcluster.api.Api;
import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.ListOptions;
import io.podbridge.devcluster.control.reconcile.Conditions;
import io.podbridge.devcluster.metrics.ScrapePlan.Target;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceTypes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import tools.jackson.databind.JsonNode;

/**
 * Asks the kubelets of all nodes, again and again, each at a pace of its own: one that is slow holds up nobody. Of a
 * node whose kubelet cannot be asked, or that is gone, everything is forgotten at once.
 */
public final class Scraper {
    private static final Logger LOG = LoggerFactory.getLogger(Scraper.class);

    /** A bug in it costs the numbers of some seconds, and is logged. */
    private static final SupervisorStrategy AGAIN =
            SupervisorStrategy.restartWithBackoff(Duration.ofSeconds(1), Duration.ofSeconds(30), 0.2);

    /** What the scraper is told; all by itself. */
    public sealed interface Command {}

    private record Look() implements Command {}

    private record Due(Target target) implements Command {}

    private record Scraped(Target target, Scrape scrape) implements Command {}

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final Api api;
    private final Kubelets kubelets;
    private final Readings readings;
    private final ScrapeSettings settings;
    private final ScrapePlan plan;
    private final Map<String, String> troubles = new HashMap<>();

    private Scraper(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            Api api,
            Kubelets kubelets,
            Readings readings,
            ScrapeSettings settings) {
        this.context = context;
        this.timers = timers;
        this.api = api;
        this.kubelets = kubelets;
        this.readings = readings;
        this.settings = settings;
        this.plan = new ScrapePlan(settings.atOnce());
    }

    /**
     * Scrapes until it is stopped. What the readings knew before is forgotten.
     *
     * @param readings are told what there is
     */
    public static Behavior<Command> behavior(Api api, Kubelets kubelets, Readings readings, ScrapeSettings settings) {
        Behavior<Command> scraper = Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new Scraper(context, timers, api, kubelets, readings, settings).started()));
        return Behaviors.supervise(scraper).onFailure(AGAIN);
    }

    private Behavior<Command> started() {
        readings.forgetAll();
        timers.startTimerWithFixedDelay(new Look(), settings.look());
        context.getSelf().tell(new Look());
        return Behaviors.receive(Command.class)
                .onAnyMessage(command -> {
                    switch (command) {
                        case Look() -> look();
                        case Due(var target) -> plan.due(target);
                        case Scraped(var target, var scrape) -> scraped(target, scrape);
                    }
                    plan.begin().forEach(this::begin);
                    return Behaviors.same();
                })
                .build();
    }

    private void look() {
        var present = api.list(ResourceTypes.NODES, "", ListOptions.ALL).items().stream()
                .map(node -> new Target(node.key().name(), node.uid()))
                .collect(Collectors.toSet());
        for (var gone : plan.sync(present)) {
            timers.cancel(gone);
            troubles.remove(gone.node());
            readings.forget(gone.node());
        }
    }

    private void begin(Target target) {
        timers.startSingleTimer(target, new Due(target), settings.interval());
        context.pipeToSelf(
                scrape(target),
                (scrape, problem) ->
                        new Scraped(target, problem == null ? scrape : new Scrape.Failed(problem.toString())));
    }

    private CompletionStage<Scrape> scrape(Target target) {
        try {
            return kubelets.resourceMetrics(node(target)).thenApply(Scraper::read);
        } catch (ApiFailure gone) {
            return CompletableFuture.completedFuture(new Scrape.NoKubelet());
        }
    }

    private static Scrape read(Kubelets.Answer answer) {
        return switch (answer) {
            case Kubelets.Answer.Document(var text, var asked) -> ResourceMetrics.read(text, asked);
            case Kubelets.Answer.NoKubelet() -> new Scrape.NoKubelet();
            case Kubelets.Answer.Failed(var why) -> new Scrape.Failed(why);
        };
    }

    private JsonNode node(Target target) {
        return api.get(new ObjectKey(ResourceTypes.NODES, "", target.node())).tree();
    }

    private void scraped(Target target, Scrape scrape) {
        if (!plan.finished(target)) {
            return;
        }
        switch (scrape) {
            case Scrape.Done(var reading, var troubled) -> {
                report(target, troubled ? "its kubelet could not measure everything" : "");
                if (!readings.add(target.node(), reading, settings.interval()).tells()) {
                    soon(target);
                }
            }
            case Scrape.NoKubelet() -> {
                readings.forget(target.node());
                soon(target);
            }
            case Scrape.Failed(var why) -> {
                readings.forget(target.node());
                report(target, why);
            }
        }
    }

    private void soon(Target target) {
        timers.startSingleTimer(target, new Due(target), settings.soon());
    }

    /** Once for each trouble. A node that is not Ready need not say why it does not answer. */
    private void report(Target target, String trouble) {
        var before = trouble.isEmpty() ? troubles.remove(target.node()) : troubles.put(target.node(), trouble);
        if (trouble.isEmpty() || trouble.equals(before)) {
            return;
        }
        LOG.atLevel(ready(target) ? Level.WARN : Level.DEBUG)
                .log("Node {} gives no metrics, or not all of them: {}", target.node(), trouble);
    }

    private boolean ready(Target target) {
        try {
            return Conditions.isTrue(node(target).path("status"), "Ready");
        } catch (ApiFailure gone) {
            return false;
        }
    }
}

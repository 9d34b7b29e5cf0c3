package io.podbridge.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.lifecycle.protocol.Timer;
import io.podbridge.core.pod.Deletion;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.RestartPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table in {@code docs/lifecycle.md} is what the code does: every stage, every event. */
class LifecycleTableTest {
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "lifecycle.md");
    private static final String BEGIN = "<!-- The table begins. LifecycleTableTest prints it. -->\n";
    private static final String END = "<!-- The table ends. -->\n";

    private static final Pod NEW = Pods.pod(RestartPolicy.ALWAYS);
    private static final PodReport RUNS = Pods.onReplica("r1", Pods.running());
    private static final PodReport OVER = Pods.onReplica("r1", Pods.exited(1));

    @Test
    void theDocumentsTableIsWhatTheCodeDoes() throws IOException {
        var text = Files.readString(DOCUMENT);
        var documented = text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END));
        var table = table();
        assertThat(documented)
                .as("the table in docs/lifecycle.md; it should read\n%s", table)
                .isEqualTo(table);
    }

    @Test
    void everyTransitionIsDeclared() {
        assertThat(Edge.declared()).containsAll(edges());
    }

    /** The ways between stages that the table shows. */
    static Set<Edge> edges() {
        return states().values().stream()
                .flatMap(state -> events(state).values().stream()
                        .map(event -> Edge.between(
                                state,
                                Lifecycle.next(state, event, Pods.at(Pods.NOW)).next())))
                .filter(Edge::moves)
                .collect(Collectors.toSet());
    }

    private static String table() {
        var lines = new ArrayList<String>();
        lines.add("| stage | event | next | effects |");
        lines.add("| --- | --- | --- | --- |");
        states().forEach((name, state) -> {
            var rows = new LinkedHashMap<String, List<String>>();
            events(state)
                    .forEach((label, event) -> outcome(state, event)
                            .ifPresent(outcome -> rows.computeIfAbsent(outcome, key -> new ArrayList<>())
                                    .add(label)));
            rows.forEach((outcome, labels) -> lines.add("| " + name + " | " + shortened(labels) + outcome));
        });
        return String.join("\n", lines) + "\n";
    }

    /** What follows; empty if nothing does. */
    private static Optional<String> outcome(PodState state, PodEvent event) {
        var transition = Lifecycle.next(state, event, Pods.at(Pods.NOW));
        var effects =
                transition.effects().stream().map(LifecycleTableTest::name).toList();
        var next = transition.next().name();
        return next.equals(state.name()) && effects.isEmpty()
                ? Optional.empty()
                : Optional.of(" | " + next + " | " + String.join(", ", effects) + " |");
    }

    private static String shortened(List<String> labels) {
        return labels.size() > 10 ? "anything else" : String.join("; ", labels);
    }

    private static String name(Effect effect) {
        return switch (effect) {
            case Effect.Wait(var timer, var duration) -> "Wait " + timer;
            case Effect.Cancel(var timer) -> "Cancel " + timer;
            case Effect.Note(var warning, var reason, var message) -> "Note " + reason;
            case Effect other -> other.getClass().getSimpleName();
        };
    }

    private static Map<String, PodState> states() {
        var states = new LinkedHashMap<String, PodState>();
        var running = after(PodState.initial(), new PodEvent.Observed(NEW), new PodEvent.Created(RUNS, ""));
        addBeginnings(states);
        addLives(states, running);
        addEnds(states, running);
        return states;
    }

    private static void addBeginnings(Map<String, PodState> states) {
        var lost = new PodEvent.Located(Optional.empty());
        var creating = after(PodState.initial(), new PodEvent.Observed(NEW));
        var locating = after(PodState.initial(), new PodEvent.Observed(Pods.started(NEW, "1")));
        states.put("Unknown", PodState.initial());
        states.put("Confirming (found)", after(PodState.initial(), new PodEvent.Reported(RUNS)));
        states.put("Confirming (lost)", after(locating, lost));
        states.put("Confirming, waiting", after(locating, lost, new PodEvent.ReadFailed("no answer")));
        states.put("Locating", locating);
        states.put("Locating, waiting", after(locating, new PodEvent.LocateFailed(Pods.UNAVAILABLE)));
        states.put("Creating", creating);
        states.put("BackingOff (Rejected)", after(creating, new PodEvent.CreateFailed(Pods.REJECTED)));
        states.put("BackingOff (Unavailable)", after(creating, new PodEvent.CreateFailed(Pods.UNAVAILABLE)));
    }

    private static void addLives(Map<String, PodState> states, PodState running) {
        var creating = after(PodState.initial(), new PodEvent.Observed(NEW));
        var never = after(
                PodState.initial(),
                new PodEvent.Observed(Pods.pod(RestartPolicy.NEVER)),
                new PodEvent.Created(RUNS, ""));
        var updating = after(running, changed(running));
        var stopping = after(running, new PodEvent.Due(Timer.DEADLINE));
        states.put("Running", running);
        states.put("Running (policy Never)", never);
        states.put("Running, update failed", after(updating, new PodEvent.UpdateFailed(Pods.UNAVAILABLE)));
        states.put("Updating", updating);
        states.put("Updating, object gone", after(updating, new PodEvent.Gone(Pods.ID)));
        states.put("Stopping", stopping);
        states.put("Stopping, waiting", after(stopping, new PodEvent.DeleteFailed(Pods.UNAVAILABLE)));
        states.put("Refused", after(creating, new PodEvent.CreateFailed(Pods.INVALID)));
        states.put("Finished", after(never, new PodEvent.Reported(OVER)));
    }

    private static void addEnds(Map<String, PodState> states, PodState running) {
        var deleting = after(running, deleted(running));
        var concluding = Lifecycle.next(deleting, new PodEvent.Deleted(Optional.of(RUNS)), Pods.at(Pods.NOW))
                .next();
        var removing = after(concluding, new PodEvent.StatusWritten("90"));
        var purging = after(running, new PodEvent.Gone(Pods.ID));
        var deleteFailed = new PodEvent.DeleteFailed(Pods.UNAVAILABLE);
        var unavailable = new PodEvent.ObjectNotRemoved(PodEvent.Refusal.UNAVAILABLE, "no answer", Optional.empty());
        var before = new PodEvent.Observed(Pods.ended(running.pod().orElseThrow(), "90"));
        states.put("Deleting", deleting);
        states.put("Deleting, waiting", after(deleting, deleteFailed));
        states.put("Deleting, store set back", after(deleting, before));
        states.put("Concluding", concluding);
        states.put("Removing", removing);
        states.put("Removing, waiting", after(removing, unavailable));
        states.put("Purging", purging);
        states.put("Purging, waiting", after(purging, deleteFailed));
        states.put("Ended", after(removing, new PodEvent.ObjectRemoved()));
    }

    private static PodEvent answered(PodEvent.Observed observed) {
        return new PodEvent.Answered(observed.pod());
    }

    private static Map<String, PodEvent> events(PodState state) {
        var events = new LinkedHashMap<String, PodEvent>();
        addObjects(events, state);
        addReports(events);
        addWrites(events);
        for (var timer : Timer.values()) {
            events.put("Due " + timer, new PodEvent.Due(timer));
        }
        return events;
    }

    private static void addObjects(Map<String, PodEvent> events, PodState state) {
        var pod = state.pod().orElse(NEW);
        events.put("Observed", new PodEvent.Observed(Pods.with(pod, "100", pod.status())));
        events.put("Observed, started", new PodEvent.Observed(Pods.started(pod, "100")));
        events.put("Observed, changed", changed(state));
        events.put("Observed, deleted", deleted(state));
        events.put("Observed, deleted sooner", sooner(state));
        events.put("Observed, ended", new PodEvent.Observed(Pods.ended(pod, "100")));
        events.put("Gone", new PodEvent.Gone(Pods.ID));
        events.put("Hearsay", new PodEvent.Hearsay(Pods.with(pod, "100", pod.status())));
        events.put("Doubted", new PodEvent.Doubted());
        events.put("Answered", new PodEvent.Answered(Pods.with(pod, "100", pod.status())));
        events.put("Answered, deleted", answered(deleted(state)));
        events.put("Answered, ended", new PodEvent.Answered(Pods.ended(pod, "100")));
        events.put("NotThere", new PodEvent.NotThere(Pods.ID));
        events.put("ReadFailed", new PodEvent.ReadFailed("no answer"));
    }

    private static void addReports(Map<String, PodEvent> events) {
        events.put("Located, present", new PodEvent.Located(Optional.of(RUNS)));
        events.put("Located, absent", new PodEvent.Located(Optional.empty()));
        events.put("LocateFailed", new PodEvent.LocateFailed(Pods.UNAVAILABLE));
        events.put("Created", new PodEvent.Created(RUNS, ""));
        events.put("Created, fields ignored", new PodEvent.Created(RUNS, "volumes"));
        events.put("CreateFailed, Invalid", new PodEvent.CreateFailed(Pods.INVALID));
        events.put("CreateFailed, Rejected", new PodEvent.CreateFailed(Pods.REJECTED));
        events.put("CreateFailed, Unavailable", new PodEvent.CreateFailed(Pods.UNAVAILABLE));
        events.put("Updated", new PodEvent.Updated(RUNS));
        events.put("UpdateFailed, Invalid", new PodEvent.UpdateFailed(Pods.INVALID));
        events.put("UpdateFailed, Unavailable", new PodEvent.UpdateFailed(Pods.UNAVAILABLE));
        events.put("Reported, runs", new PodEvent.Reported(RUNS));
        events.put("Reported, ended", new PodEvent.Reported(OVER));
        events.put("Vanished", new PodEvent.Vanished(Pods.ID));
        events.put("ReplicaLost", new PodEvent.ReplicaLost(Pods.ID, "r1"));
        events.put("Deleted", new PodEvent.Deleted(Optional.of(RUNS)));
        events.put("DeleteFailed", new PodEvent.DeleteFailed(Pods.UNAVAILABLE));
    }

    private static void addWrites(Map<String, PodEvent> events) {
        events.put("StatusWritten", new PodEvent.StatusWritten("100"));
        for (var refusal : PodEvent.Refusal.values()) {
            events.put("StatusRefused, " + refusal, new PodEvent.StatusRefused(refusal, "no", Optional.empty()));
        }
        events.put("ObjectRemoved", new PodEvent.ObjectRemoved());
        for (var refusal : PodEvent.Refusal.values()) {
            events.put("ObjectNotRemoved, " + refusal, new PodEvent.ObjectNotRemoved(refusal, "no", Optional.empty()));
        }
    }

    private static PodEvent changed(PodState state) {
        var spec = Pods.spec(RestartPolicy.ALWAYS, Optional.empty(), "nginx:2", "a");
        return new PodEvent.Observed(Pods.with(state.pod().orElse(NEW), "50", spec));
    }

    private static PodEvent.Observed deleted(PodState state) {
        return new PodEvent.Observed(Pods.deleted(state.pod().orElse(NEW), "80", Pods.NOW.plusSeconds(30)));
    }

    private static PodEvent sooner(PodState state) {
        var soon = new Deletion(Pods.NOW.plusSeconds(1), Duration.ofSeconds(1));
        return new PodEvent.Observed(Pods.with(state.pod().orElse(NEW), "100", soon));
    }

    /** The state after these events; what is to be written is written. */
    private static PodState after(PodState state, PodEvent... events) {
        var reached = state;
        for (var event : List.of(events)) {
            reached = Lifecycle.next(reached, event, Pods.at(Pods.NOW)).next();
            if (reached.publication().inFlight().isPresent()) {
                var version = String.valueOf(
                        1 + Long.parseLong(reached.pod().orElseThrow().resourceVersion()));
                reached = Lifecycle.next(reached, new PodEvent.StatusWritten(version), Pods.at(Pods.NOW))
                        .next();
            }
        }
        return reached;
    }
}

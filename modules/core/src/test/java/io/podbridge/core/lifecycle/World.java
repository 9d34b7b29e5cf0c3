package io.podbridge.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.lifecycle.protocol.Timer;
import io.podbridge.core.pod.Condition;
import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.Deletion;
import io.podbridge.core.pod.Phase;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.PodStatus;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.pod.ResourceVersion;
import io.podbridge.core.pod.RestartPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A small world around one pod: an API server, a platform that is idempotent by UID, a feed, and an entity that can be
 * lost at any moment. Everything that is under way is kept in queues, out of which a test takes it in any order.
 */
final class World {
    /** Kinds of things that happen. */
    static final int KINDS = 29;

    /**
     * More than how often the API server's store is set back; a version's remainder says after how many it was made.
     */
    private static final int SETBACKS = 6;

    private static final int LIMIT = 500;

    private static final Set<Edge> DECLARED = Edge.declared();

    /** What runs on the platform. */
    record Instance(int number, ContainerState state, int restarts, String image, Optional<String> replica) {}

    final RestartPolicy policy;
    final boolean local;
    final List<String> trace = new ArrayList<>();
    final Set<Edge> edges = new HashSet<>();

    // The API server.
    @Nullable
    Pod object;

    private long version = 1;
    private final List<Pod> past = new ArrayList<>();
    private int setBacks;

    /** Whether somebody's finalizer holds the object. */
    private boolean held;

    // The platform.
    @Nullable
    Instance instance;

    private int instancesMade;
    private int unseenLosses;
    private int countedRestarts;
    private boolean deleteDone;

    /** Whether a deletion did not wait for the create that is under way: what that makes is deleted again. */
    private boolean overtaken;

    // On the way.
    private final Deque<PodEvent> watch = new ArrayDeque<>();
    private final Deque<PodEvent> messages = new ArrayDeque<>();
    private final List<Effect> calls = new ArrayList<>();
    private final Map<Timer, Duration> timers = new EnumMap<>(Timer.class);

    // The entity.
    private PodState state = PodState.initial();
    private int replica = 1;
    private Instant now = Pods.NOW;
    private double jitter;
    private @Nullable PodEvent lastSeen;
    private String lastVersion = "";

    World(RestartPolicy policy, boolean local, Optional<Duration> deadline) {
        this.policy = policy;
        this.local = local;
        object = Pods.pod("1", Pods.spec(policy, deadline, "nginx:1", "a"), PodStatus.none());
        past.add(object);
        watch.add(new PodEvent.Observed(object));
    }

    PodState state() {
        return state;
    }

    /** Something happens, drawn by lot. */
    void step(int lot) {
        int what = lot % KINDS;
        int which = lot / KINDS;
        jitter = which % 10 / 10.0;
        switch (what) {
            case 0, 1, 2, 3, 4, 5 -> answer(which, Fate.DONE);
            case 6 -> answer(which, Fate.REJECTED);
            case 7 -> answer(which, Fate.UNKNOWN_DONE);
            case 8 -> answer(which, Fate.UNKNOWN_NOT_DONE);
            case 9, 10, 11 -> watchOne();
            case 12 -> seeAgain(which);
            case 13 -> fire(which);
            case 14, 15 -> progress(which);
            case 16 -> message();
            case 17 -> poll();
            case 18 -> loseInstance();
            case 19 -> user(which);
            case 20 -> crash(which);
            case 21 -> meddle(which);
            case 22 -> sweep();
            case 23 -> loseMessage();
            case 24 -> loseFeed();
            case 25 -> digest();
            case 26 -> deliver(new PodEvent.Doubted());
            case 27 -> setBack(which);
            default -> answer(which, Fate.INVALID);
        }
    }

    private enum Fate {
        DONE,
        REJECTED,
        INVALID,
        UNKNOWN_DONE,
        UNKNOWN_NOT_DONE
    }

    // What happens to the entity

    private void deliver(PodEvent event) {
        var before = state;
        var local = new LifecycleContext(now, jitter, Pods.settings(this.local));
        var transition = Lifecycle.next(state, event, local);
        state = transition.next();
        state.pod().ifPresent(pod -> lastVersion = pod.resourceVersion());
        var edge = Edge.between(before, state);
        if (edge.moves()) {
            assertThat(DECLARED).contains(edge);
            edges.add(edge);
        }
        trace.add(before.name() + " + " + brief(event) + " -> " + state.name() + " " + names(transition.effects()));
        if (before.stage() instanceof Ended) {
            assertThat(transition.effects())
                    .allMatch(effect -> effect instanceof Effect.Passivate || effect instanceof Effect.Wait);
            assertThat(state.stage()).isInstanceOf(Ended.class);
        }
        transition.effects().forEach(this::take);
    }

    private void take(Effect effect) {
        switch (effect) {
            case Effect.Wait(var timer, var duration) -> {
                assertThat(duration).isGreaterThanOrEqualTo(Duration.ZERO);
                timers.put(timer, duration);
            }
            case Effect.Cancel(var timer) -> timers.remove(timer);
            case Effect.Note note -> trace.add("  " + note.reason());
            case Effect.Passivate() -> forget();
            case Effect.Create create -> {
                assertThat(pending(Effect.Create.class, Effect.Update.class, Effect.Delete.class))
                        .isZero();
                assertThat(deleteDone && setBacks == 0)
                        .as("created after it was deleted")
                        .isFalse();
                create.restarts().values().forEach(count -> countedRestarts = Math.max(countedRestarts, count));
                calls.add(create);
            }
            case Effect.Update update -> {
                assertThat(pending(Effect.Create.class, Effect.Update.class, Effect.Delete.class))
                        .isZero();
                calls.add(update);
            }
            case Effect.Delete delete -> {
                assertThat(pending(Effect.Update.class)).isZero();
                overtaken |= pending(Effect.Create.class) > 0;
                calls.stream()
                        .filter(Effect.Delete.class::isInstance)
                        .map(Effect.Delete.class::cast)
                        .forEach(other -> assertThat(delete.grace()).isLessThanOrEqualTo(other.grace()));
                calls.add(delete);
            }
            case Effect.WriteStatus write -> {
                assertThat(pending(Effect.WriteStatus.class)).isZero();
                calls.add(write);
            }
            case Effect.RemoveObject remove -> {
                assertThat(pending(Effect.RemoveObject.class, Effect.WriteStatus.class))
                        .isZero();
                calls.add(remove);
            }
            case Effect.Locate locate -> {
                assertThat(pending(Effect.Locate.class)).isZero();
                calls.add(locate);
            }
            case Effect.Read read -> {
                assertThat(pending(Effect.Read.class)).isZero();
                calls.add(read);
            }
            case Effect.Confirm confirm -> calls.add(confirm);
        }
    }

    private long pending(Class<?>... kinds) {
        return calls.stream()
                .filter(call -> List.of(kinds).contains(call.getClass()))
                .count();
    }

    private void forget() {
        trace.add("  forgotten");
        calls.clear();
        timers.clear();
        state = PodState.initial();
        lastSeen = null;
    }

    /** The replica dies; what was under way has happened, or has not. */
    private void crash(int which) {
        trace.add("CRASH");
        var cutOff = List.copyOf(calls);
        for (int i = 0; i < cutOff.size(); i++) {
            if ((which >> i & 1) == 1) {
                carryOut(cutOff.get(i));
            }
        }
        overtaken = false;
        forget();
        messages.clear();
        watch.clear();
        if (local && which % 3 == 0 && instance != null) {
            loseInstance();
        }
        replica++;
        if (object != null) {
            watch.add(new PodEvent.Observed(object));
        }
    }

    // What is answered

    private void answer(int which, Fate fate) {
        if (calls.isEmpty()) {
            return;
        }
        var call = calls.remove(which % calls.size());
        answer(call, fate);
        if (call instanceof Effect.Create && overtaken) {
            overtaken = false;
            instance = null;
        }
    }

    private void answer(Effect call, Fate fate) {
        trace.add(fate + " " + call.getClass().getSimpleName());
        if (call instanceof Effect.Confirm && fate != Fate.DONE) {
            return;
        }
        switch (fate) {
            case DONE -> deliver(carryOut(call));
            case REJECTED -> deliver(refuse(call, Pods.REJECTED));
            case INVALID ->
                deliver(refuse(call, call instanceof Effect.Create && instance != null ? Pods.REJECTED : Pods.INVALID));
            case UNKNOWN_NOT_DONE -> deliver(refuse(call, Pods.UNAVAILABLE));
            case UNKNOWN_DONE -> {
                carryOut(call);
                deliver(refuse(call, Pods.UNAVAILABLE));
            }
        }
    }

    private PodEvent refuse(Effect call, ProviderFailure failure) {
        boolean invalid = failure instanceof ProviderFailure.Invalid;
        return switch (call) {
            case Effect.Locate locate -> new PodEvent.LocateFailed(Pods.UNAVAILABLE);
            case Effect.Create create -> new PodEvent.CreateFailed(failure);
            case Effect.Update update -> new PodEvent.UpdateFailed(failure);
            case Effect.Delete delete -> new PodEvent.DeleteFailed(Pods.UNAVAILABLE);
            case Effect.WriteStatus write ->
                new PodEvent.StatusRefused(
                        invalid ? PodEvent.Refusal.INVALID : PodEvent.Refusal.UNAVAILABLE, "no", Optional.empty());
            case Effect.RemoveObject remove ->
                new PodEvent.ObjectNotRemoved(PodEvent.Refusal.UNAVAILABLE, "no", Optional.empty());
            case Effect.Read read -> new PodEvent.ReadFailed("no");
            case Effect other -> throw new AssertionError("not a call: " + other);
        };
    }

    private PodEvent carryOut(Effect call) {
        return switch (call) {
            case Effect.Locate locate -> new PodEvent.Located(report());
            case Effect.Create(var pod, var restarts) -> new PodEvent.Created(create(pod, restarts), "");
            case Effect.Update(var pod, var restarts) ->
                instance == null
                        ? new PodEvent.UpdateFailed(Pods.UNAVAILABLE)
                        : new PodEvent.Updated(update(pod).orElseThrow());
            case Effect.Delete(var grace) -> {
                var last = report();
                instance = null;
                // One that is lost and never restarted is deleted too, though somebody still wants it.
                deleteDone |= object == null || object.deleting();
                yield new PodEvent.Deleted(last);
            }
            case Effect.WriteStatus(var base, var status) -> write(base, status);
            case Effect.RemoveObject() -> {
                boolean there = object != null;
                removeObject();
                yield there
                        ? new PodEvent.ObjectRemoved()
                        : new PodEvent.ObjectNotRemoved(PodEvent.Refusal.NOT_FOUND, "", Optional.empty());
            }
            case Effect.Read() -> object == null ? new PodEvent.NotThere(Pods.ID) : new PodEvent.Answered(object);
            case Effect.Confirm() -> object == null ? new PodEvent.Gone(Pods.ID) : new PodEvent.Observed(object);
            case Effect other -> throw new AssertionError("not a call: " + other);
        };
    }

    private PodReport create(Pod pod, Map<String, Integer> restarts) {
        if (instance == null) {
            assertThat(deleteDone && !overtaken && setBacks == 0)
                    .as("made after it was deleted")
                    .isFalse();
            instancesMade += overtaken ? 0 : 1;
            assertThat(instancesMade).as("instances made").isLessThanOrEqualTo(1 + countedRestarts + unseenLosses);
            var where = local ? Optional.of("replica-" + replica) : Optional.<String>empty();
            var image = pod.spec().containers().getFirst().image();
            instance = new Instance(instancesMade, Pods.waiting(), restarts.getOrDefault("a", 0), image, where);
            messages.removeIf(PodEvent.Reported.class::isInstance);
        }
        // Only the replica that holds a local instance can adopt it; another would make a second.
        instance.replica()
                .ifPresent(where -> assertThat(where).as("where it runs").isEqualTo("replica-" + replica));
        return report().orElseThrow();
    }

    private Optional<PodReport> update(Pod pod) {
        var old = instance;
        if (old != null) {
            var image = pod.spec().containers().getFirst().image();
            instance = new Instance(old.number(), old.state(), old.restarts(), image, old.replica());
        }
        return report();
    }

    private PodEvent write(String base, PodStatus status) {
        var pod = object;
        if (pod == null) {
            return new PodEvent.StatusRefused(PodEvent.Refusal.NOT_FOUND, "", Optional.empty());
        }
        if (!pod.resourceVersion().equals(base)) {
            return new PodEvent.StatusRefused(PodEvent.Refusal.CONFLICT, "", Optional.empty());
        }
        if (setBacks == 0) {
            forward(pod.status(), status);
        }
        change(pod.written(next(), status));
        return new PodEvent.StatusWritten(String.valueOf(version));
    }

    private static void forward(PodStatus before, PodStatus after) {
        assertThat(before.phase().terminal()).as("a terminal phase is the last").isFalse();
        assertThat(after.phase()).isGreaterThanOrEqualTo(before.phase());
        after.containers()
                .forEach(container -> ContainerStatus.find(before.containers(), container.name())
                        .ifPresent(old ->
                                assertThat(container.restartCount()).isGreaterThanOrEqualTo(old.restartCount())));
        assertThat(after).isNotEqualTo(before);
    }

    private void change(Pod pod) {
        object = pod;
        // A released object without a finalizer is none, and one with it is not what these set-backs are about.
        if (!pod.released()) {
            past.add(pod);
        }
        watch.add(new PodEvent.Observed(pod));
    }

    private void removeObject() {
        var pod = object;
        if (pod != null && held) {
            if (!pod.released()) {
                change(Pods.with(pod, next(), new Deletion(now, Duration.ZERO, true)));
            }
        } else if (pod != null) {
            object = null;
            watch.add(new PodEvent.Gone(Pods.ID));
        }
    }

    private String next() {
        version += SETBACKS;
        return String.valueOf(version);
    }

    private Optional<PodReport> report() {
        return Optional.ofNullable(instance)
                .map(it -> new PodReport(
                        Pods.ID,
                        List.of(),
                        List.of(Pods.status("a", it.restarts(), it.state())),
                        Optional.of("10.1.0." + it.number()),
                        it.replica()));
    }

    // What happens by itself

    private void watchOne() {
        if (!watch.isEmpty()) {
            var event = watch.removeFirst();
            lastSeen = event;
            deliver(event);
        }
    }

    private void seeAgain(int which) {
        var again = lastSeen;
        if (which % 2 == 0 && again instanceof PodEvent.Observed(var pod)) {
            deliver(state.unknown() ? new PodEvent.Hearsay(pod) : again);
        } else if (which % 2 == 0 && again != null && !state.unknown()) {
            deliver(again);
        } else if (object != null && watch.isEmpty()) {
            deliver(new PodEvent.Observed(object));
        }
    }

    private void fire(int which) {
        var set = List.copyOf(timers.keySet());
        if (set.isEmpty()) {
            return;
        }
        var timer = set.get(which % set.size());
        boolean lingering = timer == Timer.RETRY && !state.known().waiting();
        if (lingering && !watch.isEmpty()) {
            return;
        }
        var wait = timers.remove(timer);
        now = now.plus(wait == null ? Duration.ZERO : wait);
        deliver(new PodEvent.Due(timer));
    }

    private void progress(int which) {
        var old = instance;
        if (old == null) {
            return;
        }
        ContainerState state;
        int restarts = old.restarts();
        if (old.state() instanceof ContainerState.Waiting) {
            state = Pods.running();
        } else if (old.state() instanceof ContainerState.Running) {
            state = Pods.exited(which % 2);
        } else if (old.state() instanceof ContainerState.Terminated ended && policy.restarts(ended.exitCode())) {
            state = Pods.running();
            restarts++;
        } else {
            return;
        }
        instance = new Instance(old.number(), state, restarts, old.image(), old.replica());
        messages.add(new PodEvent.Reported(report().orElseThrow()));
    }

    private void message() {
        if (!messages.isEmpty()) {
            deliver(messages.removeFirst());
        }
    }

    /** The poll of a provider's actor, which polls what an entity of its replica asked it to run. */
    private void poll() {
        if (state.stage() instanceof Unknown) {
            return;
        }
        messages.add(report().<PodEvent>map(PodEvent.Reported::new).orElseGet(() -> new PodEvent.Vanished(Pods.ID)));
    }

    private void sweep() {
        report().ifPresent(report -> deliver(new PodEvent.Reported(report)));
    }

    /** A message to the entity is lost alone. */
    private void loseMessage() {
        if (!watch.isEmpty()) {
            trace.add("LOST MESSAGE " + brief(watch.removeFirst()));
        }
    }

    /** The feed's replica dies, and the entity's does not: whatever was under way from there is lost. */
    private void loseFeed() {
        trace.add("LOST FEED");
        watch.clear();
    }

    /** The shard's roster compares what the API server holds with what the entity knows. */
    private void digest() {
        if (!watch.isEmpty() || calls.stream().anyMatch(Effect.Confirm.class::isInstance)) {
            return;
        }
        var known = state.pod().map(Pod::resourceVersion);
        if (object == null) {
            known.ifPresent(version -> deliver(new PodEvent.Doubted()));
        } else if (!known.equals(Optional.of(object.resourceVersion())) && missing(object)) {
            boolean ahead = known.filter(version -> ResourceVersion.older(object.resourceVersion(), version))
                    .isPresent();
            deliver(ahead ? new PodEvent.Doubted() : new PodEvent.Observed(object));
        }
    }

    /** As {@code roster.Comparison} decides it. */
    private boolean missing(Pod pod) {
        if (state.concluded()) {
            boolean over = pod.status().phase().terminal();
            return pod.deleting() ? !ResourceVersion.older(lastVersion, pod.resourceVersion()) : !over;
        }
        return state.pod().isPresent()
                || pod.deleting()
                || !pod.status().phase().terminal();
    }

    /** The API server's store is set back to what it held some versions ago; what was made since is not in it. */
    private void setBack(int which) {
        if (setBacks == SETBACKS - 2) {
            return;
        }
        setBacks++;
        int to = which % past.size();
        object = past.get(to);
        // Another future has other versions: that two of them have one number for one pod is too rare to matter.
        version = Long.parseLong(object.resourceVersion()) / SETBACKS * SETBACKS + 1 + setBacks;
        while (past.size() > to + 1) {
            past.removeLast();
        }
        deleteDone = false;
        unseenLosses = LIMIT;
        trace.add("SET BACK to v" + version);
        watch.clear();
    }

    private void loseInstance() {
        var lost = instance;
        if (lost == null) {
            return;
        }
        trace.add("LOST instance " + lost.number());
        var pod = object;
        boolean seen = pod != null
                && pod.status().containers().stream()
                        .anyMatch(container -> container.containerId().isPresent())
                && pod.status().containers().stream()
                        .allMatch(container -> container.restartCount() >= lost.restarts());
        unseenLosses += seen ? 0 : 1;
        instance = null;
        lost.replica().ifPresent(name -> messages.add(new PodEvent.ReplicaLost(Pods.ID, name)));
        messages.add(new PodEvent.Vanished(Pods.ID));
    }

    private void user(int which) {
        var pod = object;
        if (pod == null || pod.released()) {
            return;
        }
        held |= which % 7 == 6 && !pod.deleting();
        switch (which % 4) {
            case 0 -> change(Pods.deleted(pod, next(), now.plusSeconds(30)));
            case 1 -> change(Pods.deleted(pod, next(), now.plusSeconds(1)));
            case 2 ->
                change(Pods.with(pod, next(), Pods.spec(policy, pod.spec().activeDeadline(), "nginx:" + version, "a")));
            default -> {
                trace.add("FORCE DELETE");
                removeObject();
            }
        }
    }

    /** Somebody else writes to the pod. */
    private void meddle(int which) {
        var pod = object;
        if (pod == null) {
            return;
        }
        var status = pod.status();
        var conditions = status.conditions().stream()
                .map(condition -> new Condition(condition.type(), false, "NodeNotReady", "", Optional.of(now)))
                .toList();
        boolean ends = which % 5 == 0 && !status.phase().terminal();
        change(pod.written(
                next(),
                new PodStatus(
                        ends ? Phase.FAILED : status.phase(),
                        status.reason(),
                        status.message(),
                        which % 2 == 0 ? status.conditions() : conditions,
                        status.initContainers(),
                        status.containers(),
                        status.hostIp(),
                        status.podIp(),
                        status.startTime(),
                        status.observedGeneration())));
    }

    // Peace

    void deleteNow() {
        var pod = object;
        if (pod != null && !pod.deleting()) {
            change(Pods.deleted(pod, next(), now.plusSeconds(30)));
        }
    }

    /** The finalizer is taken away: the API server removes an object that it was told to remove. */
    void release() {
        held = false;
        var pod = object;
        if (pod != null && pod.released()) {
            removeObject();
        }
    }

    /** No faults any more: everything that is under way arrives, timers run down, and the platform does its work. */
    void settle() {
        trace.add("PEACE");
        for (int i = 0; i < LIMIT; i++) {
            if (!watch.isEmpty()) {
                watchOne();
            } else if (!calls.isEmpty()) {
                answer(0, Fate.DONE);
            } else if (!messages.isEmpty()) {
                message();
            } else if (!calm()) {
                return;
            }
        }
        throw new AssertionError("it never comes to rest");
    }

    /** Nothing is under way: what happens all the time anyhow. False if that changes nothing more. */
    private boolean calm() {
        var before = state;
        var made = instance;
        if (made != null && made.state() instanceof ContainerState.Waiting) {
            progress(0);
            return true;
        }
        poll();
        while (!messages.isEmpty() && calls.isEmpty()) {
            message();
        }
        for (var timer : List.of(Timer.RETRY, Timer.ANNOUNCE, Timer.PUBLISH, Timer.DOUBT)) {
            boolean lingering = timer == Timer.RETRY && !state.known().waiting();
            if (calls.isEmpty() && timers.containsKey(timer) && !lingering) {
                fire(List.copyOf(timers.keySet()).indexOf(timer));
            }
        }
        if (calls.isEmpty()) {
            digest();
        }
        if (state.stage() instanceof Ended && object != null && !object.released() && calls.isEmpty()) {
            // The entity leaves memory, and the roster's word that it is concluded runs out.
            fire(List.copyOf(timers.keySet()).indexOf(Timer.RETRY));
        }
        if (calls.isEmpty()) {
            sweep();
        }
        return !calls.isEmpty() || !before.equals(state);
    }

    /** Whether the API server's store was set back. */
    boolean wasSetBack() {
        return setBacks > 0;
    }

    /** Whether the entity is forgotten, or will be when the time has come. */
    boolean restsForgotten() {
        return state.stage() instanceof Unknown || timers.containsKey(Timer.RETRY);
    }

    String story() {
        return String.join("\n", trace);
    }

    private static String brief(PodEvent event) {
        return switch (event) {
            case PodEvent.Observed(var pod) ->
                "Observed v" + pod.resourceVersion() + (pod.deleting() ? " deleting " : " ")
                        + pod.status().phase();
            case PodEvent.Due(var timer) -> "Due " + timer;
            case PodEvent.StatusRefused refused -> "StatusRefused " + refused.refusal();
            case PodEvent other -> other.getClass().getSimpleName();
        };
    }

    private static List<String> names(List<Effect> effects) {
        return effects.stream().map(effect -> effect.getClass().getSimpleName()).toList();
    }
}

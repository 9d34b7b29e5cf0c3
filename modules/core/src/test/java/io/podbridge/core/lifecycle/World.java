package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.lifecycle.protocol.Timer;
import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.RestartPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    private static final int LIMIT = 500;

    final List<String> trace = new ArrayList<>();
    private final boolean local;
    private final WorldStore store;
    private final WorldPlatform platform;
    private final WorldEntity entity;
    private final WorldFeed feed;
    private final WorldAnswers answers;
    private int replica = 1;
    private Instant now = Pods.NOW;

    World(RestartPolicy policy, boolean local, Optional<Duration> deadline) {
        this.local = local;
        this.store = new WorldStore(policy, deadline, () -> now, trace);
        this.platform = new WorldPlatform(policy, local, store, trace);
        this.entity = new WorldEntity(local, platform, () -> now, trace);
        this.feed = new WorldFeed(store, entity, trace);
        this.answers = new WorldAnswers(store, platform);
    }

    /** What the API server holds. */
    @Nullable
    Pod object() {
        return store.object;
    }

    /** What runs on the platform. */
    WorldPlatform.@Nullable Instance instance() {
        return platform.instance;
    }

    PodState state() {
        return entity.state();
    }

    /** The ways between stages that the entity has gone. */
    Set<Edge> edges() {
        return entity.edges;
    }

    /** Something happens, drawn by lot. */
    void step(int lot) {
        int what = lot % KINDS;
        int which = lot / KINDS;
        entity.jitter(which % 10 / 10.0);
        switch (what) {
            case 0, 1, 2, 3, 4, 5 -> answer(which, Fate.DONE);
            case 6 -> answer(which, Fate.REJECTED);
            case 7 -> answer(which, Fate.UNKNOWN_DONE);
            case 8 -> answer(which, Fate.UNKNOWN_NOT_DONE);
            case 9, 10, 11 -> feed.watchOne();
            case 12 -> feed.seeAgain(which);
            case 13 -> fire(which);
            case 14, 15 -> platform.progress(which);
            case 16 -> message();
            case 17 -> poll();
            case 18 -> platform.loseInstance();
            case 19 -> store.user(which);
            case 20 -> crash(which);
            case 21 -> store.meddle(which);
            case 22 -> sweep();
            case 23 -> feed.loseMessage();
            case 24 -> feed.lose();
            case 25 -> feed.digest();
            case 26 -> entity.deliver(new PodEvent.Doubted());
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

    /** The replica dies; what was under way has happened, or has not. */
    private void crash(int which) {
        trace.add("CRASH");
        var cutOff = List.copyOf(entity.calls);
        for (int i = 0; i < cutOff.size(); i++) {
            if ((which >> i & 1) == 1) {
                answers.carryOut(cutOff.get(i), replica);
            }
        }
        entity.forget();
        platform.forgotten();
        store.watch.clear();
        if (local && which % 3 == 0 && platform.instance != null) {
            platform.loseInstance();
        }
        replica++;
        if (store.object != null) {
            store.watch.add(new PodEvent.Observed(store.object));
        }
    }

    private void answer(int which, Fate fate) {
        if (entity.calls.isEmpty()) {
            return;
        }
        var call = entity.calls.remove(which % entity.calls.size());
        answer(call, fate);
        if (call instanceof Effect.Create) {
            platform.createEnded();
        }
    }

    private void answer(Effect call, Fate fate) {
        trace.add(fate + " " + call.getClass().getSimpleName());
        if (call instanceof Effect.Confirm && fate != Fate.DONE) {
            return;
        }
        switch (fate) {
            case DONE -> entity.deliver(answers.carryOut(call, replica));
            case REJECTED -> entity.deliver(answers.refuse(call, Pods.REJECTED));
            case INVALID ->
                entity.deliver(answers.refuse(
                        call,
                        call instanceof Effect.Create && platform.instance != null ? Pods.REJECTED : Pods.INVALID));
            case UNKNOWN_NOT_DONE -> entity.deliver(answers.refuse(call, Pods.UNAVAILABLE));
            case UNKNOWN_DONE -> {
                answers.carryOut(call, replica);
                entity.deliver(answers.refuse(call, Pods.UNAVAILABLE));
            }
        }
    }

    private void fire(int which) {
        var set = List.copyOf(entity.timers.keySet());
        if (set.isEmpty()) {
            return;
        }
        var timer = set.get(which % set.size());
        if (entity.lingers(timer) && !store.watch.isEmpty()) {
            return;
        }
        var wait = entity.timers.remove(timer);
        now = now.plus(wait == null ? Duration.ZERO : wait);
        entity.deliver(new PodEvent.Due(timer));
    }

    private void message() {
        if (!platform.messages.isEmpty()) {
            entity.deliver(platform.messages.removeFirst());
        }
    }

    /** The poll of a provider's actor, which polls what an entity of its replica asked it to run. */
    private void poll() {
        if (!(entity.state().stage() instanceof Unknown)) {
            platform.poll();
        }
    }

    private void sweep() {
        platform.report().ifPresent(report -> entity.deliver(new PodEvent.Reported(report)));
    }

    private void setBack(int which) {
        if (store.setBack(which)) {
            platform.storeWasSetBack();
        }
    }

    void deleteNow() {
        store.deleteNow();
    }

    /** The finalizer is taken away: the API server removes an object that it was told to remove. */
    void release() {
        store.release();
    }

    /** No faults any more: everything that is under way arrives, timers run down, and the platform does its work. */
    void settle() {
        trace.add("PEACE");
        for (int i = 0; i < LIMIT; i++) {
            if (!store.watch.isEmpty()) {
                feed.watchOne();
            } else if (!entity.calls.isEmpty()) {
                answer(0, Fate.DONE);
            } else if (!platform.messages.isEmpty()) {
                message();
            } else if (!calm()) {
                return;
            }
        }
        throw new AssertionError("it never comes to rest");
    }

    /** Nothing is under way: what happens all the time anyhow. False if that changes nothing more. */
    private boolean calm() {
        var before = entity.state();
        var made = platform.instance;
        if (made != null && made.state() instanceof ContainerState.Waiting) {
            platform.progress(0);
            return true;
        }
        poll();
        while (!platform.messages.isEmpty() && entity.calls.isEmpty()) {
            message();
        }
        fireWhatIsDue();
        if (entity.calls.isEmpty()) {
            feed.digest();
        }
        if (entity.state().stage() instanceof Ended
                && store.object != null
                && !store.object.released()
                && entity.calls.isEmpty()) {
            // The entity leaves memory, and the roster's word that it is concluded runs out.
            fire(List.copyOf(entity.timers.keySet()).indexOf(Timer.RETRY));
        }
        if (entity.calls.isEmpty()) {
            sweep();
        }
        return !entity.calls.isEmpty() || !before.equals(entity.state());
    }

    private void fireWhatIsDue() {
        for (var timer : List.of(Timer.RETRY, Timer.ANNOUNCE, Timer.PUBLISH, Timer.DOUBT)) {
            if (entity.calls.isEmpty() && entity.timers.containsKey(timer) && !entity.lingers(timer)) {
                fire(List.copyOf(entity.timers.keySet()).indexOf(timer));
            }
        }
    }

    /** Whether the API server's store was set back. */
    boolean wasSetBack() {
        return store.wasSetBack();
    }

    /** Whether the entity is forgotten, or will be when the time has come. */
    boolean restsForgotten() {
        return entity.state().stage() instanceof Unknown || entity.timers.containsKey(Timer.RETRY);
    }

    String story() {
        return String.join("\n", trace);
    }
}

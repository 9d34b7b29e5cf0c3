package io.podbridge.core;

import io.podbridge.core.events.Mailboxes;
import io.podbridge.core.events.TestClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.testkit.ExplicitlyTriggeredScheduler;

/** Actors whose time the test moves, and whose idleness it can wait for. */
public final class QuietActors implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
    private final ExplicitlyTriggeredScheduler time =
            (ExplicitlyTriggeredScheduler) kit.system().classicSystem().scheduler();
    private final TestClock clock = new TestClock();
    private final Map<ActorRef<Object>, Mailboxes<?>> actors = new LinkedHashMap<>();

    public ActorTestKit kit() {
        return kit;
    }

    public TestClock clock() {
        return clock;
    }

    /** Starts an actor, and waits until it has nothing to do. */
    public <T> ActorRef<Object> start(Class<T> type, Behavior<T> behavior) {
        var mailboxes = new Mailboxes<T>();
        ActorRef<Object> actor = kit.spawn(mailboxes.watched(type, behavior));
        actors.put(actor, mailboxes);
        settle();
        return actor;
    }

    /** It dies like a replica: nobody is told. */
    public void kill(ActorRef<Object> actor) {
        actors.remove(actor);
        kit.stop(actor);
    }

    /** Waits until an actor has stopped of its own accord. */
    public void awaitEnd(ActorRef<Object> actor) {
        actors.remove(actor);
        kit.createTestProbe().expectTerminated(actor, PATIENCE);
    }

    /** Tells an actor, and waits until nobody has anything to do. */
    public void tell(ActorRef<Object> actor, Object message) {
        actor.tell(message);
        settle();
    }

    /** Waits until nobody has anything to do without time. */
    public void settle() {
        for (int round = 0; round <= actors.size(); round++) { // one may give another something to do
            actors.forEach((actor, mailboxes) -> mailboxes.awaitIdle(actor));
        }
    }

    /** Lets time pass. Not with ManualTime, which sleeps 100 ms each time: here it is known when all are idle. */
    public void pass(Duration duration) {
        clock.pass(duration);
        long then = time.currentTimeMs() + duration.toMillis();
        time.scheduleOnce(duration, () -> {}, kit.system().executionContext()); // without a task its time stays
        time.executeTasks(then);
        settle();
    }

    /** Lets time pass in steps, after each of which everybody does what is due. */
    public void pass(Duration duration, Duration step) {
        for (long left = duration.dividedBy(step); left > 0; left--) {
            pass(step);
        }
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
    }
}

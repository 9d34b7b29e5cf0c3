package io.podbridge.core.events;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Lets a test wait until an actor has nothing to do: two barriers in a row found nothing between them, and the actor
 * sends itself messages only while it handles one.
 */
public final class Mailboxes<T> {
    private static final long PATIENCE_SECONDS = 20;

    private final AtomicLong handled = new AtomicLong();

    private record Barrier(CountDownLatch passed) {}

    /** The behavior, with barriers. */
    public Behavior<Object> watched(Class<T> type, Behavior<T> behavior) {
        return Behaviors.intercept(() -> new Interceptor<>(type, handled), behavior);
    }

    private static final class Interceptor<T> extends BehaviorInterceptor<Object, T> {
        private final Class<T> type;
        private final AtomicLong handled;

        Interceptor(Class<T> type, AtomicLong handled) {
            super(Object.class);
            this.type = type;
            this.handled = handled;
        }

        @Override
        public Behavior<T> aroundReceive(TypedActorContext<Object> context, Object message, ReceiveTarget<T> target) {
            if (message instanceof Barrier(var passed)) {
                passed.countDown();
                return Behaviors.same();
            }
            Behavior<T> next = target.apply(context, type.cast(message));
            handled.incrementAndGet(); // only now what it sent itself is in the mailbox
            return next;
        }
    }

    public void awaitIdle(ActorRef<Object> actor) {
        pass(actor);
        for (long before = -1; before != handled.get(); ) {
            before = handled.get();
            pass(actor);
        }
    }

    private static void pass(ActorRef<Object> actor) {
        var passed = new CountDownLatch(1);
        actor.tell(new Barrier(passed));
        try {
            if (!passed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the actor does not answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}

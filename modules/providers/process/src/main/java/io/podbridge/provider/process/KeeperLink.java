package io.podbridge.provider.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replica's side of the {@link Keeper}: tells it that the replica is alive and which sessions there are, starts
 * another one if it dies or hangs, and notices that the replica itself was paused. Thread-safe.
 */
final class KeeperLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeeperLink.class);
    private static final int BEATS_PER_FENCE = 8;
    /** A JVM is up after 0.1 s, on a machine that starts a hundred others at once after some seconds. */
    private static final Duration START = Duration.ofSeconds(15);

    private final KeeperProcess.Launch launch;
    private final Duration fenceAfter;
    private final Thread beating;
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final NavigableMap<Long, CompletableFuture<Void>> waiting = new ConcurrentSkipListMap<>();
    /** Taken before {@code writing}, never after it. */
    private final Object fencing = new Object();

    private final Object writing = new Object();
    /** Counted rather than timed: while this JVM is paused, nobody owes it an answer. */
    private final AtomicInteger unanswered = new AtomicInteger();

    private Optional<KeeperProcess> keeper = Optional.empty();
    private Optional<String> trouble = Optional.empty();
    private long number;
    private long fencedUpTo = -1;
    private Runnable onFenced = () -> {};
    private volatile long beatAt = System.nanoTime();
    private volatile boolean answered;
    private volatile boolean closed;

    /** Does nothing until it is started. */
    KeeperLink(KeeperProcess.Launch launch, Duration fenceAfter) {
        this.launch = launch;
        this.fenceAfter = fenceAfter;
        // A thread of its own: what else is busy or stuck in this JVM must not look like its death.
        this.beating = Thread.ofPlatform().daemon().name("process-keeper").unstarted(this::beat);
    }

    /**
     * Starts the keeper.
     *
     * @param whenFenced called when the containers were killed, or have to be, because the replica was paused; by any
     *     thread, must not wait for a thread that calls this link
     */
    void start(Runnable whenFenced) {
        synchronized (fencing) {
            onFenced = whenFenced;
            beatAt = System.nanoTime();
        }
        synchronized (writing) {
            replaceIfDead();
        }
        beating.start();
    }

    /** Adds the session; true once a keeper knows it. False: no keeper answers, the process must not go on. */
    boolean add(Session session, Duration patience) {
        sessions.add(session);
        return ask("add", session).filter(answer -> arrives(answer, patience)).isPresent();
    }

    /** Removes the session: nothing is left in it. */
    void remove(Session session) {
        sessions.remove(session);
        synchronized (writing) {
            write("remove " + session.id() + " " + session.startTime());
        }
    }

    /**
     * Returns once everything that the keeper has said by now has been heard, and a pause of this JVM has been noticed.
     * False if the keeper did not answer.
     */
    boolean settle(Duration patience) {
        noticePause();
        CompletableFuture<Void> answer;
        synchronized (writing) {
            answer = expectEcho();
        }
        return arrives(answer, patience);
    }

    /**
     * Fences if this JVM was paused and nobody has noticed yet; returns when that is done. To be called before anything
     * is let go.
     */
    void noticePause() {
        synchronized (fencing) {
            if (System.nanoTime() - beatAt > fenceAfter.toNanos()) {
                fence(Long.MAX_VALUE);
            }
        }
    }

    /** What is wrong, if a keeper is not there. */
    Optional<String> trouble() {
        synchronized (writing) {
            return trouble;
        }
    }

    /** The keeper's process, for tests. */
    Optional<Long> pid() {
        synchronized (writing) {
            return keeper.map(KeeperProcess::pid);
        }
    }

    /** Lets the keeper end; it kills what is still listed. */
    @Override
    public void close() {
        synchronized (writing) {
            closed = true;
            keeper.ifPresent(KeeperProcess::close);
        }
        LockSupport.unpark(beating);
    }

    private void beat() {
        while (!closed) {
            noticePause();
            synchronized (writing) {
                if (!closed) {
                    replaceIfDead();
                    var unused = expectEcho();
                    beatAt = System.nanoTime();
                }
            }
            LockSupport.parkNanos(fenceAfter.toNanos() / BEATS_PER_FENCE);
        }
    }

    private void replaceIfDead() {
        boolean silent = unanswered.getAndIncrement() > (answered ? BEATS_PER_FENCE : beatsToStart());
        if (keeper.filter(KeeperProcess::alive).isPresent() && !silent) {
            return;
        }
        keeper.ifPresent(old -> {
            LOG.warn("The keeper {} is {}; starting another one.", old.pid(), old.alive() ? "silent" : "dead");
            old.kill();
        });
        try {
            keeper = Optional.of(launch.start(this::heard));
            trouble = Optional.empty();
            unanswered.set(0);
            answered = false;
            sessions.forEach(session -> write("add " + session.id() + " " + session.startTime()));
        } catch (IOException e) {
            keeper = Optional.empty();
            trouble = Optional.of("The keeper process cannot be started: " + e.getMessage());
            LOG.error("{} Containers are not started without it.", trouble.orElseThrow());
        }
    }

    private long beatsToStart() {
        return START.dividedBy(fenceAfter.dividedBy(BEATS_PER_FENCE));
    }

    private Optional<CompletableFuture<Void>> ask(String word, Session session) {
        synchronized (writing) {
            if (closed) {
                return Optional.empty();
            }
            write(word + " " + session.id() + " " + session.startTime());
            return Optional.of(expectEcho());
        }
    }

    private CompletableFuture<Void> expectEcho() {
        CompletableFuture<Void> echo = waiting.computeIfAbsent(++number, unused -> new CompletableFuture<>());
        write("beat " + number);
        return echo;
    }

    /** A line that does not arrive is said again to the next keeper. */
    private void write(String line) {
        keeper.ifPresent(process -> process.write(line));
    }

    private void heard(String line) {
        String[] words = line.split(" ", -1);
        long mentioned = Long.parseLong(words[1]);
        if ("fenced".equals(words[0])) {
            synchronized (fencing) {
                fence(mentioned);
            }
            return;
        }
        answered = true;
        unanswered.set(0);
        Map<Long, CompletableFuture<Void>> echoed = waiting.headMap(mentioned, true);
        echoed.values().forEach(echo -> echo.complete(null));
        echoed.clear();
    }

    /** The keeper and the clock tell of the same pause; it counts once. */
    private void fence(long lastBeat) {
        if (lastBeat > fencedUpTo && !closed) {
            LOG.warn("This replica was paused for more than {}; its containers are ended.", fenceAfter);
            synchronized (writing) {
                fencedUpTo = number;
            }
            unanswered.set(0);
            beatAt = System.nanoTime();
            onFenced.run();
        }
    }

    private static boolean arrives(CompletableFuture<Void> answer, Duration patience) {
        try {
            answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

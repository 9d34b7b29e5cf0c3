package io.podbridge.faults;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes pods at a steady rate, and ends as many once there are enough: most with their grace, some by force, some by
 * force after their grace has begun, some many at once. Every fourth time one is changed. Safe for use by several
 * threads.
 */
final class PodLoad implements AutoCloseable {
    private static final int UNDER_WAY = 48;
    private static final int UPDATE_EACH = 4;
    private static final int SCALE_DOWN = 8;
    private static final int IMPATIENCE_MILLIS = 3_000;

    private final PodUser user;
    private final String node;
    private final int population;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    /** Guarded by this, as the random numbers and the version. */
    private final List<WantedPod> alive = new ArrayList<>();

    private final Random random;
    private int version;
    private volatile boolean byForce = true;

    PodLoad(PodUser user, String node, int population, long seed) {
        this.user = user;
        this.node = node;
        this.population = population;
        this.random = new Random(seed);
    }

    /** From now on nothing is ended by force but what {@link #delete} asks for. */
    PodLoad gracefully() {
        byForce = false;
        return this;
    }

    /** Begins. */
    void start(double perSecond) {
        long period = Math.round(TimeUnit.SECONDS.toMicros(1) / perSecond);
        var unused = clock.scheduleAtFixedRate(this::turn, 0, period, TimeUnit.MICROSECONDS);
    }

    private void turn() {
        if (underWay.get() >= UNDER_WAY) {
            return;
        }
        int number = made.incrementAndGet();
        call(() -> {
            WantedPod pod = user.create(form(number));
            synchronized (this) {
                alive.add(pod);
            }
        });
        if (number % UPDATE_EACH == 0) {
            update(1);
        }
        endSome();
    }

    private synchronized Pod form(int number) {
        return PodForms.any("pod-" + number, node, random);
    }

    private synchronized void endSome() {
        if (alive.size() <= population) {
            return;
        }
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> delete(1, byForce);
            case 4 -> deleteImpatiently();
            case 5 -> delete(SCALE_DOWN, false);
            default -> delete(1, false);
        }
    }

    /** Ends so many that there are, with their grace or by force. */
    synchronized void delete(int pods, boolean forced) {
        for (int i = 0; i < pods && !alive.isEmpty(); i++) {
            WantedPod pod = alive.remove(random.nextInt(alive.size()));
            call(() -> user.delete(pod, forced));
        }
    }

    /** As people do when something looks stuck. */
    private void deleteImpatiently() {
        WantedPod pod = alive.remove(random.nextInt(alive.size()));
        int patience = random.nextInt(IMPATIENCE_MILLIS);
        call(() -> user.delete(pod, false));
        if (!byForce) {
            return;
        }
        var unused = clock.schedule(() -> call(() -> user.delete(pod, true)), patience, TimeUnit.MILLISECONDS);
    }

    /** Changes so many that there are. */
    synchronized void update(int pods) {
        for (int i = 0; i < pods && !alive.isEmpty(); i++) {
            WantedPod pod = alive.get(random.nextInt(alive.size()));
            String image = PodForms.image(++version);
            call(() -> {
                // Two changes of one pod, one after the other: only then is it known which was the last.
                synchronized (pod) {
                    user.update(pod, image);
                }
            });
        }
    }

    private void call(Runnable call) {
        underWay.incrementAndGet();
        calls.execute(() -> {
            try {
                call.run();
            } catch (KubernetesClientException refused) {
                failures.incrementAndGet();
                System.err.println("the load was refused: " + refused.getMessage());
            } finally {
                underWay.decrementAndGet();
            }
        });
    }

    /** The number of pods that were asked for. */
    int made() {
        return made.get();
    }

    /** The number of calls that the API server refused: must be 0. */
    int failures() {
        return failures.get();
    }

    /** The pods that are wanted, when nothing is under way. */
    synchronized List<WantedPod> alive() {
        return List.copyOf(alive);
    }

    /** Ends when all that is under way has been answered. */
    void stop() {
        clock.close();
        calls.close();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        calls.shutdownNow();
    }
}

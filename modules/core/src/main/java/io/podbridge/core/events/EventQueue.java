package io.podbridge.core.events;

import io.podbridge.core.events.Series.Phase;
import io.podbridge.core.kube.EventDocument.Subject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be written: counts repetitions up, holds the rates, and stays within its bound. Warnings go first. Time is
 * passed in. Not thread-safe: it belongs to the {@link EventRecorder}.
 *
 * <p>Repetitions of an event that still waits cost no write of their own, and therefore no token.
 */
final class EventQueue {
    private final EventSettings settings;
    private final EventNames names = new EventNames();
    private final Map<EventKey, Series> known;
    private final Map<Subject, Boolean> heardOf;
    private final Deque<Series> warnings = new ArrayDeque<>();
    private final Deque<Series> normals = new ArrayDeque<>();
    private TokenBucket warningTokens;
    private TokenBucket normalTokens;
    private int underWay;
    private Losses losses = Losses.NONE;

    EventQueue(EventSettings settings, Instant now) {
        this.settings = settings;
        this.known = new LeastRecentlyUsed<>(settings.correlated());
        this.heardOf = new LeastRecentlyUsed<>(settings.correlated());
        this.warningTokens = TokenBucket.full(settings.warningRate(), settings.warningBurst(), now);
        this.normalTokens = TokenBucket.full(settings.normalRate(), settings.normalBurst(), now);
    }

    /** A map that forgets what was not asked for the longest. */
    private static final class LeastRecentlyUsed<K, V> extends LinkedHashMap<K, V> {
        private final int bound;

        LeastRecentlyUsed(int bound) {
            super(16, 0.75f, true);
            this.bound = bound;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > bound;
        }
    }

    int waiting() {
        return warnings.size() + normals.size();
    }

    int underWay() {
        return underWay;
    }

    Losses losses() {
        return losses;
    }

    /** The losses have been told. */
    void forgetLosses() {
        losses = Losses.NONE;
    }

    /** It happened. */
    void add(EventKey key, Instant now) {
        Series series = series(key, now);
        series.happened(now);
        switch (series.phase()) {
            case IDLE -> enqueueIfAllowed(series, now);
            case UNDER_WAY -> repeatIfAllowed(series, now);
            case WAITING, UNDER_WAY_AND_AGAIN -> {}
        }
    }

    /** The next to be written, which counts as under way until one of the methods below says what came of it. */
    Optional<Series> next() {
        Optional<Series> next = Optional.ofNullable(warnings.poll()).or(() -> Optional.ofNullable(normals.poll()));
        next.ifPresent(series -> {
            series.become(Phase.UNDER_WAY);
            underWay++;
        });
        return next;
    }

    /** The API server has it with this count. */
    void written(Series series, int count) {
        series.isMade();
        boolean again = series.phase() == Phase.UNDER_WAY_AND_AGAIN && series.count() > count;
        end(series);
        if (again) {
            enqueue(series);
        }
    }

    /** The API server has it already, with a count that may be too low. */
    void foundMade(Series series) {
        series.isMade();
        end(series);
        if (series.count() > 1) {
            enqueue(series);
        }
    }

    /** Whether it was written is not known: it is the first to be tried again. */
    void putBack(Series series) {
        end(series);
        if (hasRoomFor(series)) {
            series.become(Phase.WAITING);
            line(series).addFirst(series);
        }
    }

    /** The API server had it, and deleted it. */
    void writeAnew(Series series, Instant now) {
        series.isLost(names.next(series.key().subject().name(), now));
        putBack(series);
    }

    /** The API server will not take it. */
    void refused(Series series, String problem) {
        end(series);
        losses = losses.refusedOne(problem);
    }

    private Series series(EventKey key, Instant now) {
        Series latest = known.get(key);
        if (latest != null && (latest.phase() != Phase.IDLE || !latest.quietSince(now, settings.correlationWindow()))) {
            return latest;
        }
        var fresh = new Series(key, names.next(key.subject().name(), now), now);
        known.put(key, fresh);
        return fresh;
    }

    private void enqueueIfAllowed(Series series, Instant now) {
        if (takeToken(series, now)) {
            enqueue(series);
        }
    }

    private void repeatIfAllowed(Series series, Instant now) {
        if (takeToken(series, now)) {
            series.become(Phase.UNDER_WAY_AND_AGAIN);
        }
    }

    private boolean takeToken(Series series, Instant now) {
        boolean warning = series.key().warning();
        Optional<TokenBucket> taken = (warning ? warningTokens : normalTokens).take(now, leftToOthers(series));
        if (taken.isEmpty()) {
            losses = losses.limitedOne();
            return false;
        }
        if (warning) {
            warningTokens = taken.get();
        } else {
            normalTokens = taken.get();
        }
        heardOf.put(series.key().subject(), true);
        return true;
    }

    /**
     * In a mass start every pod shows something before any shows more: whoever has had an Event leaves half of the
     * bucket to those that have not.
     */
    private int leftToOthers(Series series) {
        int burst = series.key().warning() ? settings.warningBurst() : settings.normalBurst();
        return heardOf.containsKey(series.key().subject()) ? burst / 2 : 0;
    }

    private void end(Series series) {
        underWay--;
        series.become(Phase.IDLE);
    }

    private void enqueue(Series series) {
        if (hasRoomFor(series)) {
            series.become(Phase.WAITING);
            line(series).addLast(series);
        }
    }

    /** Makes room, if it must, by dropping the oldest Normal event; a Normal event displaces no Warning. */
    private boolean hasRoomFor(Series series) {
        if (waiting() + underWay < settings.queue()) {
            return true;
        }
        losses = losses.displacedOne();
        Optional<Series> victim = Optional.ofNullable(normals.poll())
                .or(() -> series.key().warning() ? Optional.ofNullable(warnings.poll()) : Optional.empty());
        victim.ifPresent(dropped -> dropped.become(Phase.IDLE));
        return victim.isPresent();
    }

    private Deque<Series> line(Series series) {
        return series.key().warning() ? warnings : normals;
    }
}

package io.podbridge.faults.judge;

import io.podbridge.faults.judge.Verdict.Wrong;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The story that the two files tell of one pod; each place is one in the ledger. */
final class PodStory {
    /** Later than everything. */
    static final long NEVER = Long.MAX_VALUE;

    /** Seconds are cut off in the API server's times, and a request takes its time. */
    private static final long MILLIS_LENIENT = 2_500;

    private final Timeline timeline;
    private final List<Instance> instances = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private boolean made;
    private boolean once;
    private long graceMillis;
    private String wantedImage = "";
    private String image = "";
    private long unwantedAt = NEVER;
    private long unwantedMillis;
    private long forcedAt = NEVER;
    private String shown = "";

    /** An instance that ran, from its creation to the first request to end it. */
    private record Instance(long createdAt, long endedAt, long graceMillis) {}

    PodStory(Timeline timeline) {
        this.timeline = timeline;
    }

    /** The user has made it. */
    void made(boolean endsByItself, String withImage, long withGraceMillis) {
        made = true;
        once = endsByItself;
        wantedImage = withImage;
        graceMillis = withGraceMillis;
    }

    void changed(String toImage) {
        wantedImage = toImage;
    }

    /** The user wants it no more; what ended it before that place in the ledger did so against the user's wish. */
    void unwanted(long at, long millis, boolean forced) {
        if (at < unwantedAt) {
            unwantedAt = at;
            unwantedMillis = millis;
        }
        forcedAt = forced ? Math.min(forcedAt, at) : forcedAt;
    }

    void shown(String phase) {
        shown = phase;
    }

    void created(long at, String withImage) {
        instances.add(new Instance(at, NEVER, 0));
        image = withImage;
    }

    void updated(String toImage) {
        image = toImage;
    }

    /** Whatever ran then was asked to end. */
    void ended(long at, long withinMillis) {
        instances.replaceAll(instance ->
                instance.endedAt() == NEVER ? new Instance(instance.createdAt(), at, withinMillis) : instance);
    }

    /** A line of one of the files, for whoever wants to know more. */
    void add(String line) {
        lines.add(line);
    }

    List<String> lines() {
        return lines;
    }

    boolean wasMade() {
        return made;
    }

    /** Not wanted any more, and nothing runs; some are deleted before anything did. */
    boolean over() {
        return made && !wanted() && !runs();
    }

    /** The ways in which it is wrong, each with its place. */
    Map<Wrong, Long> wrong() {
        Map<Wrong, Long> wrong = new EnumMap<>(Wrong.class);
        if (instances.size() > 1) {
            // The platform loses nothing by itself: there is never a reason to make a pod again.
            wrong.put(Wrong.CREATED_TWICE, instances.get(1).createdAt());
        }
        for (Instance instance : instances) {
            if (instance.endedAt() < unwantedAt) {
                wrong.putIfAbsent(Wrong.ENDED_THOUGH_WANTED, instance.endedAt());
            } else if (cutShort(instance)) {
                wrong.putIfAbsent(Wrong.GRACE_CUT_SHORT, instance.endedAt());
            }
        }
        wrong.putAll(wanted() ? wrongWhileWanted() : wrongWhenUnwanted());
        return wrong;
    }

    private Map<Wrong, Long> wrongWhileWanted() {
        Map<Wrong, Long> wrong = new EnumMap<>(Wrong.class);
        if (!runs()) {
            wrong.put(Wrong.LOST, instances.isEmpty() ? 0 : instances.getLast().endedAt());
        } else if (!once && !image.equals(wantedImage)) {
            wrong.put(Wrong.OUT_OF_DATE, NEVER);
        }
        if (!shown.equals(once ? "Succeeded" : "Running")) {
            wrong.put(Wrong.SHOWN_WRONGLY, NEVER);
        }
        return wrong;
    }

    private Map<Wrong, Long> wrongWhenUnwanted() {
        Map<Wrong, Long> wrong = new EnumMap<>(Wrong.class);
        if (runs()) {
            wrong.put(Wrong.ORPHAN, unwantedAt);
        }
        if (!shown.isEmpty()) {
            wrong.put(Wrong.NOT_REMOVED, unwantedAt);
        }
        return wrong;
    }

    /** Asked to end within less than what was left of its grace, though nobody had lost patience. */
    private boolean cutShort(Instance instance) {
        boolean graceful = !once && unwantedAt < NEVER && instance.endedAt() < Math.min(NEVER, forcedAt);
        long left = graceMillis - (timeline.latestMillis(instance.endedAt()) - unwantedMillis);
        return graceful && instance.graceMillis() < left - MILLIS_LENIENT;
    }

    private boolean wanted() {
        return made && unwantedAt == NEVER;
    }

    private boolean runs() {
        return instances.stream().anyMatch(instance -> instance.endedAt() == NEVER);
    }
}

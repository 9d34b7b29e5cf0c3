package io.podbridge.faults.judge;

import java.util.ArrayList;
import java.util.List;

/** Everything that the two files say of one pod; each place is one in the ledger. */
final class PodStory {
    /** Later than everything. */
    static final long NEVER = Long.MAX_VALUE;

    private final List<Instance> instances = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private boolean made;
    private boolean once;
    private String wantedImage = "";
    private String image = "";
    private long unwantedAt = NEVER;
    private String shown = "";

    /** What ran, from its creation to the first request to end it. */
    private record Instance(long createdAt, long endedAt) {}

    /** The user has made it. */
    void made(boolean endsByItself, String withImage) {
        made = true;
        once = endsByItself;
        wantedImage = withImage;
    }

    void changed(String toImage) {
        wantedImage = toImage;
    }

    /** The user wants it no more; what ended it before that place in the ledger did so against the user's wish. */
    void unwanted(long at) {
        unwantedAt = Math.min(unwantedAt, at);
    }

    void shown(String phase) {
        shown = phase;
    }

    void created(long at, String withImage) {
        instances.add(new Instance(at, NEVER));
        image = withImage;
    }

    void updated(String toImage) {
        image = toImage;
    }

    /** Whatever ran then was asked to end. */
    void ended(long at) {
        instances.replaceAll(
                instance -> instance.endedAt() == NEVER ? new Instance(instance.createdAt(), at) : instance);
    }

    /** A line of one of the files, for whoever wants to know more. */
    void add(String line) {
        lines.add(line);
    }

    List<String> lines() {
        return lines;
    }

    boolean wanted() {
        return made && unwantedAt == NEVER;
    }

    boolean wasMade() {
        return made;
    }

    /** Something ran, and nothing does any more. */
    boolean over() {
        return !instances.isEmpty() && !runs();
    }

    /** The platform loses nothing by itself: so there is never a reason to make a pod again. */
    boolean twice() {
        return instances.size() > 1;
    }

    boolean lost() {
        return wanted() && !runs();
    }

    boolean orphan() {
        return !wanted() && runs();
    }

    boolean endedThoughWanted() {
        return instances.stream().anyMatch(instance -> instance.endedAt() < unwantedAt);
    }

    boolean outOfDate() {
        return wanted() && runs() && !once && !image.equals(wantedImage);
    }

    /** Wanted, and the API server shows something else than what is. */
    boolean shownWrongly() {
        return wanted() && !shown.equals(once ? "Succeeded" : "Running");
    }

    boolean notRemoved() {
        return !wanted() && !shown.isEmpty();
    }

    private boolean runs() {
        return instances.stream().anyMatch(instance -> instance.endedAt() == NEVER);
    }
}

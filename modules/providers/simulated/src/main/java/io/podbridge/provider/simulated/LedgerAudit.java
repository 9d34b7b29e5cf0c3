package io.podbridge.provider.simulated;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;

/**
 * What the ledger tells of the past: whether a pod was lost, or ran twice. Reads the whole file, once; that may be done
 * while the cloud is in use, and then tells of the moment at which it read. {@link LedgerAuditMain} prints it.
 */
public final class LedgerAudit {
    private final Map<String, PodHistory> histories = new TreeMap<>();
    private int unreadable;

    /**
     * What was done to a pod.
     *
     * @param created how many instances were made
     * @param createRepeated how many creates found one
     * @param deleted how many instances were asked to end
     * @param deleteRepeated how many deletes found one that was ending, or none
     * @param doubled how many instances should not have been made: while there was another, or after it without
     *     counting a restart
     */
    public record Counts(int created, int createRepeated, int deleted, int deleteRepeated, int doubled) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0);

        Counts plus(Counts more) {
            return new Counts(
                    created + more.created,
                    createRepeated + more.createRepeated,
                    deleted + more.deleted,
                    deleteRepeated + more.deleteRepeated,
                    doubled + more.doubled);
        }
    }

    private LedgerAudit() {}

    /**
     * Reads the ledger of this directory.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    public static LedgerAudit of(Path directory) {
        var audit = new LedgerAudit();
        try (var ledger = new Ledger(directory)) {
            ledger.read(audit::add);
            return audit;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(long offset, byte[] bytes, int from, int length) {
        try {
            LedgerLine line = LedgerLine.of(bytes, from, length);
            histories.computeIfAbsent(line.uid(), uid -> new PodHistory()).add(offset, line);
        } catch (JacksonException e) {
            unreadable++;
        }
    }

    /** What was done to each pod, by UID. */
    public Map<String, Counts> counts() {
        Map<String, Counts> counts = new TreeMap<>();
        histories.forEach((uid, history) -> counts.put(uid, history.counts()));
        return counts;
    }

    /** What was done to all pods together. */
    public Counts total() {
        return histories.values().stream().map(PodHistory::counts).reduce(Counts.NONE, Counts::plus);
    }

    /** How many instances of this pod there are at this time; one that is being deleted is there until it is gone. */
    public int existing(String uid, Instant time) {
        PodHistory history = histories.get(uid);
        return history == null ? 0 : history.existing(time.toEpochMilli());
    }

    /** The UIDs of the pods that are there at this time. */
    public Set<String> existing(Instant time) {
        return those(history -> history.existing(time.toEpochMilli()) > 0);
    }

    /** The UIDs of the pods that ran twice: at the same time, or again without a restart that was counted. */
    public Set<String> duplicates() {
        return those(history -> history.counts().doubled() > 0);
    }

    /** The UIDs of the pods that are there, that nobody has asked to end, and that are not wanted. */
    public Set<String> orphans(Collection<String> wanted) {
        Set<String> uids = those(PodHistory::kept);
        uids.removeAll(Set.copyOf(wanted));
        return uids;
    }

    /** The UIDs that are wanted and were never created. */
    public Set<String> lost(Collection<String> wanted) {
        Set<String> uids = new TreeSet<>(wanted);
        uids.removeAll(those(history -> history.counts().created() > 0));
        return uids;
    }

    private Set<String> those(Predicate<PodHistory> wanted) {
        Set<String> uids = new TreeSet<>();
        histories.forEach((uid, history) -> {
            if (wanted.test(history)) {
                uids.add(uid);
            }
        });
        return uids;
    }

    /** How many lines are no lines of a ledger; more than 0 means that the file was damaged. */
    public int unreadable() {
        return unreadable;
    }
}

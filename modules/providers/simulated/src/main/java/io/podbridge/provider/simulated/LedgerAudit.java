package io.podbridge.provider.simulated;

import io.podbridge.provider.simulated.LedgerLine.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/**
 * What the ledger tells of the past: whether a pod was lost, or ran twice. Reads the whole file; may be used while the
 * cloud is in use, and then tells of the moment at which it read.
 */
public final class LedgerAudit {
    private final Map<String, History> histories = new TreeMap<>();
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
    public record Counts(int created, int createRepeated, int deleted, int deleteRepeated, int doubled) {}

    /** Goes through the lines of one pod of one node of one bridge. */
    private static final class History {
        private final List<Instance> instances = new ArrayList<>();
        private Counts counts = new Counts(0, 0, 0, 0, 0);

        void add(long offset, LedgerLine line) {
            long at = line.at().toEpochMilli();
            switch (line.op()) {
                case CREATED ->
                    line.plans().ifPresent(plan -> {
                        boolean doubled = !instances.isEmpty()
                                && (instances.getLast().goneAt() > at
                                        || plan.restarts()
                                                <= instances.getLast().plan().restarts());
                        count(1, 0, 0, 0, doubled ? 1 : 0);
                        instances.add(new Instance(line.pod(), offset, at, plan, java.util.Optional.empty()));
                    });
                case CREATE_REPEATED -> count(0, 1, 0, 0, 0);
                case DELETED -> count(0, 0, 1, 0, 0);
                case DELETE_REPEATED -> count(0, 0, 0, 1, 0);
                case UPDATED -> {}
            }
            boolean ends = line.op() == Operation.DELETED || line.op() == Operation.DELETE_REPEATED;
            if (ends && !instances.isEmpty()) {
                instances.add(instances.removeLast().stopping(at, at + line.graceMillis()));
            }
        }

        private void count(int created, int createRepeated, int deleted, int deleteRepeated, int doubled) {
            counts = new Counts(
                    counts.created + created,
                    counts.createRepeated + createRepeated,
                    counts.deleted + deleted,
                    counts.deleteRepeated + deleteRepeated,
                    counts.doubled + doubled);
        }

        int existing(long time) {
            return (int) instances.stream()
                    .filter(instance -> instance.goneAt() > time)
                    .count();
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
            histories.computeIfAbsent(line.uid(), uid -> new History()).add(offset, line);
        } catch (JacksonException e) {
            unreadable++;
        }
    }

    /** What was done to each pod, by UID. */
    public Map<String, Counts> counts() {
        return histories.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().counts, (one, two) -> one, TreeMap::new));
    }

    /** What was done to all pods together. */
    public Counts total() {
        return counts().values().stream()
                .reduce(
                        new Counts(0, 0, 0, 0, 0),
                        (one, two) -> new Counts(
                                one.created + two.created,
                                one.createRepeated + two.createRepeated,
                                one.deleted + two.deleted,
                                one.deleteRepeated + two.deleteRepeated,
                                one.doubled + two.doubled));
    }

    /** How many instances of this pod exist at this time; one that is being deleted exists until it is gone. */
    public int existing(String uid, Instant time) {
        History history = histories.get(uid);
        return history == null ? 0 : history.existing(time.toEpochMilli());
    }

    /** The UIDs of the pods that exist at this time. */
    public Set<String> existing(Instant time) {
        Set<String> uids = new TreeSet<>();
        histories.forEach((uid, history) -> {
            if (history.existing(time.toEpochMilli()) > 0) {
                uids.add(uid);
            }
        });
        return uids;
    }

    /** The UIDs of the pods that ran twice: at the same time, or again without a restart that was counted. */
    public Set<String> duplicates() {
        Set<String> uids = new TreeSet<>();
        counts().forEach((uid, count) -> {
            if (count.doubled > 0) {
                uids.add(uid);
            }
        });
        return uids;
    }

    /** The UIDs of the pods that exist, are not being deleted, and that nobody wants. */
    public Set<String> orphans(Collection<String> wanted) {
        Set<String> uids = new TreeSet<>();
        Set<String> known = Set.copyOf(wanted);
        histories.forEach((uid, history) -> {
            boolean runs = history.instances.stream()
                    .anyMatch(instance -> instance.stop().isEmpty());
            if (runs && !known.contains(uid)) {
                uids.add(uid);
            }
        });
        return uids;
    }

    /** The UIDs that are wanted and were never created. */
    public Set<String> lost(Collection<String> wanted) {
        Map<String, Counts> counts = new HashMap<>(counts());
        return wanted.stream()
                .filter(uid -> !counts.containsKey(uid) || counts.get(uid).created == 0)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** How many lines are no lines of a ledger; more than 0 means that the file was damaged. */
    public int unreadable() {
        return unreadable;
    }
}

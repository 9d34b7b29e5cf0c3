package io.podbridge.bench;

import io.podbridge.provider.simulated.LedgerAudit;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The gates of correctness: figures of a run that lost or doubled a pod are worth nothing. */
final class Audit {

    private Audit() {}

    /**
     * Compares the simulated provider's ledger with the pods that the API server had.
     *
     * @throws IllegalStateException when a pod was not created once and deleted once, when something is left of one, or
     *     when a status went backwards
     */
    static void check(Path ledger, List<Batch> batches) {
        var audit = LedgerAudit.of(ledger);
        require(audit.existing(Instant.now()).isEmpty(), "orphans: " + audit.existing(Instant.now()));
        check(audit, batches, 1);
    }

    /**
     * The same where no pod was asked to end.
     *
     * @throws IllegalStateException when a pod was not created once, or was ended, or when a status went backwards
     */
    static void checkIdle(Path ledger, List<Batch> batches) {
        check(LedgerAudit.of(ledger), batches, 0);
    }

    private static void check(LedgerAudit audit, List<Batch> batches, int deleted) {
        var wanted = batches.stream().flatMap(batch -> batch.uids().stream()).toList();
        var counts = audit.counts();
        require(wanted.size() == batches.stream().mapToInt(Batch::count).sum(), "pods that the observer missed");
        require(audit.unreadable() == 0, "lines of the ledger that cannot be read");
        require(audit.duplicates().isEmpty(), "pods that ran twice: " + audit.duplicates());
        require(audit.lost(wanted).isEmpty(), "pods that were lost: " + audit.lost(wanted));
        require(counts.keySet().equals(Set.copyOf(wanted)), "pods that nobody asked for");
        counts.forEach((uid, count) ->
                require(count.created() == 1 && count.deleted() == deleted, "of the pod " + uid + ": " + count));
        require(batches.stream().allMatch(batch -> batch.backwards() == 0), "a status that went backwards");
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalStateException("this run is void, the ledger tells of " + problem);
        }
    }
}

package io.podbridge.provider.simulated;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Prints what a ledger tells: {@code LedgerAuditMain <directory> [<file with the wanted UIDs, one a line>]}. Ends with
 * 0 if nothing is wrong, 1 if something is, 2 if it was called wrongly.
 */
public final class LedgerAuditMain {
    private LedgerAuditMain() {}

    public static void main(String[] arguments) throws IOException {
        System.exit(run(List.of(arguments), Clock.systemUTC(), System.out));
    }

    static int run(List<String> arguments, Clock clock, PrintStream out) throws IOException {
        if (arguments.isEmpty() || arguments.size() > 2) {
            out.println("usage: LedgerAuditMain <directory> [<file with the wanted UIDs, one a line>]");
            return 2;
        }
        Path directory = Path.of(arguments.getFirst());
        if (!Files.exists(directory.resolve(Ledger.FILE))) {
            out.println("there is no " + Ledger.FILE + " in " + directory);
            return 2;
        }
        LedgerAudit audit = LedgerAudit.of(directory);
        LedgerAudit.Counts total = audit.total();
        out.printf(
                "created %d, create-repeated %d, deleted %d, delete-repeated %d, existing %d%n",
                total.created(),
                total.createRepeated(),
                total.deleted(),
                total.deleteRepeated(),
                audit.existing(clock.instant()).size());
        boolean right = tell(out, "duplicate", audit.duplicates());
        if (arguments.size() == 2) {
            Set<String> wanted = new TreeSet<>(Files.readAllLines(Path.of(arguments.getLast())));
            wanted.remove("");
            right &= tell(out, "orphan", audit.orphans(wanted));
            right &= tell(out, "lost", audit.lost(wanted));
        }
        out.println("unreadable lines: " + audit.unreadable());
        return right && audit.unreadable() == 0 ? 0 : 1;
    }

    private static boolean tell(PrintStream out, String what, Set<String> uids) {
        out.println(what + ": " + uids.size());
        uids.forEach(uid -> out.println("  " + uid));
        return uids.isEmpty();
    }
}

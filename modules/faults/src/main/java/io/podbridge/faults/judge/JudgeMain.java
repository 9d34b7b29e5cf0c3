package io.podbridge.faults.judge;

import io.podbridge.faults.judge.Verdict.Wrong;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Prints the verdict of the runs in these directories, one by one and in sum; ends with 0 if nothing is wrong, else 1.
 */
public final class JudgeMain {
    private static final int PODS_SHOWN = 5;

    private JudgeMain() {}

    public static void main(String[] directories) {
        if (directories.length == 0) {
            System.err.println("usage: JudgeMain <directory of a run>...");
            System.exit(2);
        }
        System.exit(print(Arrays.stream(directories).map(Path::of).toList(), System.out));
    }

    /** Prints them; the code to end with. */
    public static int print(List<Path> directories, PrintStream out) {
        var verdicts = directories.stream().map(Judge::of).toList();
        for (int i = 0; i < verdicts.size(); i++) {
            out.println("\n== " + directories.get(i));
            figures(verdicts.get(i), out);
            details(verdicts.get(i), out);
        }
        var sum = verdicts.stream().reduce(Verdict::plus).orElseThrow();
        if (verdicts.size() > 1) {
            out.println("\n== sum of " + verdicts.size() + " runs");
            figures(sum, out);
        }
        out.println(sum.clean() ? "\nnothing is wrong" : "\nSOMETHING IS WRONG");
        return sum.clean() ? 0 : 1;
    }

    private static void figures(Verdict verdict, PrintStream out) {
        out.printf(
                "%d faults %s%n%d pods made, %d ended%n",
                verdict.faultsInAll(), verdict.faults(), verdict.made(), verdict.ended());
        for (Wrong what : Wrong.values()) {
            var after = verdict.faultsBefore(what);
            out.printf("%-20s %d%s%n", what + ":", verdict.count(what), after.isEmpty() ? "" : " after " + after);
        }
        if (verdict.unreadable() > 0) {
            out.println("unreadable lines, or no end of the record: " + verdict.unreadable());
        }
    }

    private static void details(Verdict verdict, PrintStream out) {
        verdict.wrong()
                .forEach((what, pods) -> pods.entrySet().stream()
                        .limit(PODS_SHOWN)
                        .forEach(pod -> {
                            out.println("-- " + what + ": " + pod.getKey());
                            pod.getValue().forEach(line -> out.println("   " + line));
                        }));
    }
}

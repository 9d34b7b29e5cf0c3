package io.podbridge.provider.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Sends signals to process groups, and ends what is left of sessions. */
final class Signals {
    /** The JDK signals single processes only; the shell's own {@code kill} reaches a group at once, forks included. */
    private static final String KILL_GROUPS = "for group; do kill -s \"$0\" -- \"-$group\"; done 2>/dev/null; :";

    /** Bounds the length of a command line. */
    private static final int GROUPS_AT_ONCE = 1_000;

    /** A helper that takes longer is stuck with its machine; the sweep that follows does its work. */
    private static final long HELPER_SECONDS = 10;

    /** How often it is looked for processes that survived: a killed process ends within microseconds. */
    private static final int SWEEPS = 500;

    private static final long PAUSE_MILLIS = 10;

    private Signals() {}

    /** Signals the groups of these sessions; those that are gone are left out. */
    static void send(String signal, Collection<Session> sessions) {
        List<String> groups = sessions.stream()
                .filter(Session::current)
                .map(session -> Long.toString(session.id()))
                .toList();
        for (int from = 0; from < groups.size(); from += GROUPS_AT_ONCE) {
            sendAtOnce(signal, groups.subList(from, Math.min(groups.size(), from + GROUPS_AT_ONCE)));
        }
    }

    private static void sendAtOnce(String signal, List<String> groups) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", KILL_GROUPS, signal));
        command.addAll(groups);
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        try {
            Process helper = builder.start();
            if (!helper.waitFor(HELPER_SECONDS, TimeUnit.SECONDS)) {
                helper.destroyForcibly();
            }
        } catch (IOException noProcessToBeHad) {
            // The machine is full of processes; the sweep kills without making one.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Kills every process that is a member, and those it makes meanwhile, until none is left.
     *
     * @param sessions whose groups are killed as a whole first, if there is anything to kill
     * @return how many could not be killed: those of another user
     */
    static int killAll(Collection<Session> sessions, Predicate<ProcessEntry> member) {
        List<ProcessEntry> left = List.of();
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            left = members(member);
            if (left.isEmpty()) {
                return 0;
            }
            if (sweep == 0) {
                send("KILL", sessions);
            }
            left.forEach(ProcessEntry::kill);
            pause();
        }
        return left.size();
    }

    private static List<ProcessEntry> members(Predicate<ProcessEntry> member) {
        try {
            return ProcessEntry.alive().stream().filter(member).toList();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read /proc", e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

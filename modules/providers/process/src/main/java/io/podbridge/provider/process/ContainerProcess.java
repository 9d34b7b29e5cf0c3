package io.podbridge.provider.process;

import io.podbridge.core.pod.ContainerState.Terminated;
import io.podbridge.provider.process.ContainerRun.Sent;
import io.podbridge.provider.process.access.Attachment;
import io.podbridge.provider.process.logs.ContainerLog;
import io.podbridge.provider.process.logs.LogPump;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One start of a container, from the gate to the last of its processes. {@link #run} goes through all of it and tells
 * the listener; {@link #send} may be called meanwhile by any thread.
 */
final class ContainerProcess {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerProcess.class);
    /** A process that could not be killed may hold the pipes open for ever. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private static final int SIGKILL = 9;
    private static final int MAX_SIGNAL = 64;
    private static final int SIGNALLED = 128;

    /** What the replica has for all containers. */
    record Tools(KeeperLink keeper, Sweeper sweeper, InstantSource clock, Duration patience) {}

    /** Hears what becomes of the container: {@code neverStarted}, or {@code started} and {@code ended}, or ended. */
    interface Listener {
        /** It runs. */
        void started();

        /** It was given up before it ran. */
        void neverStarted();

        /** It has ended, or could not be started; nothing of it is left. */
        void ended(Terminated how);
    }

    private final Launch launch;
    private final String marker;
    private final ContainerLog log;
    private final Tools tools;
    private final Listener listener;
    private final Attachment attachment;
    private final Object going = new Object();
    private Optional<Session> running = Optional.empty();
    private boolean cancelled;

    ContainerProcess(Launch launch, String marker, ContainerLog log, Tools tools, Listener listener) {
        this.launch = launch;
        this.marker = marker;
        this.log = log;
        this.tools = tools;
        this.listener = listener;
        this.attachment = new Attachment(launch.input());
    }

    /** Runs the container to its end. Blocks; to be called once. */
    void run() {
        try (log) {
            Optional<Launch.Refusal> refusal = launch.refusal();
            if (refusal.isPresent()) {
                cannotRun(
                        refusal.orElseThrow().exitCode(), refusal.orElseThrow().message());
            } else {
                runGate(launch.start());
            }
        } catch (IOException e) {
            cannotRun(Launch.NOT_EXECUTABLE, "cannot make a process: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("The container {} failed in an unexpected way.", marker, e);
            cannotRun(Launch.NOT_EXECUTABLE, "unexpected: " + e);
        }
    }

    /** Asks it to stop, kills it, or, if it does not run yet, sees to it that it never will. */
    void send(Sent signal) {
        Optional<Session> target;
        synchronized (going) {
            target = running;
            cancelled = true;
        }
        target.ifPresent(session -> Signals.send(signal.name(), List.of(session)));
    }

    /** How it is started. */
    Launch launch() {
        return launch;
    }

    /** By which its processes are known. */
    String marker() {
        return marker;
    }

    /** For those who talk to it. */
    Attachment attachment() {
        return attachment;
    }

    /** Its session, while it runs. */
    Optional<Session> session() {
        synchronized (going) {
            return running;
        }
    }

    /** Whether it runs. What carries its marker by the time that this says so is killed with it. */
    boolean runs() {
        synchronized (going) {
            return running.isPresent();
        }
    }

    private void runGate(Process process) {
        Optional<Session> session = Session.ledBy(process.pid());
        List<LogPump> pumps = List.of(
                new LogPump("stdout", process.getInputStream(), log, attachment.output(), tools.clock()),
                new LogPump("stderr", process.getErrorStream(), log, attachment.errors(), tools.clock()));
        if (session.isEmpty() || !tools.keeper().add(session.orElseThrow(), tools.patience())) {
            process.destroyForcibly().onExit().join();
            session.ifPresent(tools.keeper()::remove);
            cannotRun(Launch.NOT_EXECUTABLE, tools.keeper().trouble().orElse("the keeper does not answer"));
            return;
        }
        tools.keeper().noticePause();
        boolean went = open(process, session.orElseThrow());
        Instant startedAt = now();
        if (went) {
            listener.started();
        } else {
            process.destroyForcibly();
        }
        int exitCode = process.onExit().join().exitValue();
        attachment.ended(exitCode);
        clean(session.orElseThrow(), pumps);
        if (went) {
            ended(exitCode, startedAt);
        } else {
            listener.neverStarted();
        }
    }

    /** Lets the program run, unless it was cancelled: from here on signals are sent to it. */
    private boolean open(Process gate, Session session) {
        synchronized (going) {
            if (cancelled) {
                return false;
            }
            try {
                gate.getOutputStream().write("go\n".getBytes(StandardCharsets.US_ASCII));
                gate.getOutputStream().flush();
                if (!attachment.hears()) {
                    gate.getOutputStream().close();
                }
            } catch (IOException gone) {
                // It was killed; its exit code tells.
                LOG.debug("The gate of {} is gone.", marker, gone);
            }
            attachment.started(gate.getOutputStream());
            running = Optional.of(session);
            return true;
        }
    }

    private void clean(Session session, List<LogPump> pumps) {
        synchronized (going) {
            running = Optional.empty();
        }
        try {
            int left = tools.sweeper().sweep(session, marker).join();
            if (left > 0) {
                LOG.warn("{} processes of {} could not be killed: they belong to another user.", left, marker);
            }
        } catch (CompletionException e) {
            LOG.error("It is not known whether processes of {} are left.", marker, e);
        }
        tools.keeper().remove(session);
        pumps.forEach(pump -> pump.await(LAST_WORDS));
    }

    private void ended(int exitCode, Instant startedAt) {
        Instant finishedAt = now();
        boolean unexpectedKill;
        synchronized (going) {
            unexpectedKill = exitCode == SIGNALLED + SIGKILL && !cancelled;
        }
        if (unexpectedKill) {
            // Perhaps it was the keeper, which says so before it kills.
            tools.keeper().settle(tools.patience());
        }
        listener.ended(terminated(exitCode, startedAt, finishedAt));
    }

    /** The kernel tells a signal from an exit code above 128; the JDK does not, and neither do shells. */
    static Terminated terminated(int exitCode, Instant startedAt, Instant finishedAt) {
        Optional<Integer> signal = Optional.of(exitCode - SIGNALLED).filter(each -> each > 0 && each <= MAX_SIGNAL);
        String reason = exitCode == 0 ? "Completed" : "Error";
        return new Terminated(exitCode, signal, reason, "", Optional.of(startedAt), Optional.of(finishedAt));
    }

    private void cannotRun(int exitCode, String message) {
        Instant at = now();
        listener.ended(new Terminated(
                exitCode, Optional.empty(), "ContainerCannotRun", message, Optional.of(at), Optional.of(at)));
    }

    private Instant now() {
        return tools.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    }
}

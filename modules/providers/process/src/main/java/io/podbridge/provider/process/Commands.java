package io.podbridge.provider.process;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.ProviderFailure.Rejected;
import io.podbridge.core.pod.ProviderFailure.Unavailable;
import io.podbridge.core.streams.Channels;
import io.podbridge.provider.process.access.CommandSession;
import io.podbridge.provider.process.access.PipedProgram;
import io.podbridge.provider.process.access.Program;
import io.podbridge.provider.process.access.TerminalProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs commands beside containers. A command is as safe as a container: the keeper knows it, and what it started ends
 * with its session, with the container, or with the replica, whichever comes first. Thread-safe.
 */
final class Commands {
    /** Each takes up to four threads. */
    private static final int MOST = 500;

    private final ContainerProcess.Tools tools;
    private final Executor blocking;
    private final AtomicLong numbers = new AtomicLong();
    private final Set<CommandSession> open = ConcurrentHashMap.newKeySet();

    Commands(ContainerProcess.Tools tools, Executor blocking) {
        this.tools = tools;
        this.blocking = blocking;
    }

    /** A program that is about to run, and what lets it. */
    private record Gate(Program program, long pid, Optional<OutputStream> latch) {}

    /** Starts a command in the container's directory, with its variables. Blocks for some milliseconds. */
    Outcome<CommandSession> start(ContainerProcess beside, List<String> command, Channels channels) {
        if (open.size() >= MOST) {
            return rejected("TooManySessions", "this replica runs " + MOST + " commands already");
        }
        Launch launch = beside.launch()
                .beside(command, Marker.command(beside.marker(), numbers.incrementAndGet()), channels.terminal());
        Optional<Launch.Refusal> refusal = launch.refusal();
        if (refusal.isPresent()) {
            return rejected("CommandCannotRun", refusal.orElseThrow().message());
        }
        try {
            return start(beside, launch, channels.terminal() ? terminal(launch, channels) : pipes(launch, channels));
        } catch (IOException e) {
            return rejected("CommandCannotRun", "cannot make a process: " + e.getMessage());
        }
    }

    private Gate pipes(Launch launch, Channels channels) throws IOException {
        Process process = launch.start(channels);
        return new Gate(
                new PipedProgram(process, channels, blocking), process.pid(), Optional.of(process.getOutputStream()));
    }

    /** Without a gate, whose line would show: if this replica dies now, the terminal hangs up and the keeper kills. */
    private Gate terminal(Launch launch, Channels channels) throws IOException {
        var program = TerminalProgram.start(
                launch.terminalCommandLine(),
                launch.environment(),
                launch.directory().toString(),
                channels,
                blocking);
        return new Gate(program, program.pid(), Optional.empty());
    }

    private Outcome<CommandSession> start(ContainerProcess beside, Launch launch, Gate gate) throws IOException {
        Optional<Session> led = Session.ledBy(gate.pid());
        String marker = launch.environment().getOrDefault(Marker.NAME, "");
        var session = new CommandSession(gate.program(), () -> end(led, marker), blocking);
        open.add(session);
        var unused = session.released().thenRun(() -> open.remove(session));
        if (led.isPresent() && !tools.keeper().add(led.orElseThrow(), tools.patience())) {
            session.close();
            return Outcome.failed(new Unavailable(
                    "KeeperMissing", tools.keeper().trouble().orElse("the keeper does not answer"), Optional.empty()));
        }
        // The process is there by now: if the container ended before, nobody else looks for it.
        if (!beside.runs()) {
            session.close();
            return rejected("ContainerNotRunning", "the container has ended");
        }
        if (gate.latch().isPresent()) {
            open(gate.latch().orElseThrow(), gate.program().channels());
        }
        return Outcome.of(session);
    }

    private static void open(OutputStream latch, Channels channels) {
        try {
            latch.write("go\n".getBytes(StandardCharsets.US_ASCII));
            latch.flush();
            if (!channels.stdin()) {
                latch.close();
            }
        } catch (IOException gone) {
            // It was killed; its exit code tells.
        }
    }

    private void end(Optional<Session> led, String marker) {
        led.ifPresent(session -> {
            var unused = tools.sweeper().sweep(session, marker).join();
            tools.keeper().remove(session);
        });
    }

    /** Ends all of them: the replica ends. */
    void failAll(String message) {
        open.forEach(session -> session.fail(message));
    }

    private static <T> Outcome<T> rejected(String reason, String message) {
        return Outcome.failed(new Rejected(reason, message, Optional.empty()));
    }
}

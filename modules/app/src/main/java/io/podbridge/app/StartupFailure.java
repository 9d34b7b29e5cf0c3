package io.podbridge.app;

/**
 * The program cannot go on, in the words that its user reads. Ends as one message and an exit code; the stack is shown
 * with {@code --debug} only.
 */
public final class StartupFailure extends RuntimeException {

    private final ExitCode exitCode;

    /**
     * States what, where, and what to do.
     *
     * @param what one sentence: {@code Port 25520 is in use.}
     * @param where the setting, file or address: {@code podbridge.cluster.port}; empty if the sentence says it
     * @param whatToDo one sentence: {@code Stop the other program, or choose another port.}
     */
    public StartupFailure(ExitCode exitCode, String what, String where, String whatToDo) {
        super(what + (where.isEmpty() ? "" : "\n  where: " + where) + "\n  what to do: " + whatToDo);
        this.exitCode = exitCode;
    }

    /** The same, because of something that only {@code --debug} shows. */
    public StartupFailure(ExitCode exitCode, String what, String where, String whatToDo, Throwable cause) {
        this(exitCode, what, where, whatToDo);
        initCause(cause);
    }

    /** What the process ends with. */
    public ExitCode exitCode() {
        return exitCode;
    }
}

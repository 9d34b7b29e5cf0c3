package io.podbridge.provider.process;

import java.util.Optional;

/**
 * The session of a container: its first process leads it, and its id is that process's id.
 *
 * @param id the session, the process group and the process that leads both
 * @param startTime when the leader started, see {@link ProcessEntry#startTime()}
 */
record Session(long id, long startTime) {

    /** The session that a process leads, or is about to lead. */
    static Optional<Session> ledBy(long pid) {
        return ProcessEntry.of(pid).map(entry -> new Session(pid, entry.startTime()));
    }

    /**
     * Whether the id still means this session. The kernel gives an id to nobody else while a process is left in its
     * session; so it is foreign only if a leader is there that started at another time.
     */
    boolean current() {
        return ProcessEntry.of(id)
                .map(leader -> leader.startTime() == startTime)
                .orElse(true);
    }

    /** Whether the process is in it. */
    boolean holds(ProcessEntry process) {
        return process.session() == id || (process.pid() == id && process.startTime() == startTime);
    }
}

package io.podbridge.provider.process;

import java.util.Optional;

/**
 * The variable that every container is started with, by which also those of its processes are found that have left its
 * session. Its value: {@code <run of the replica>/<pod UID>/<container>/<number of the start>}.
 */
final class Marker {
    /** Its name. */
    static final String NAME = "PODBRIDGE_CONTAINER";

    private Marker() {}

    /** Its value in a process. */
    static Optional<String> of(ProcessEntry process) {
        return process.variable(NAME);
    }

    /** How all values of a run of a replica begin. */
    static String prefix(String run) {
        return run + "/";
    }
}

package io.podbridge.provider.process;

import java.util.Optional;

/**
 * The variable that every container is started with, by which also those of its processes are found that have left its
 * session. Its value: {@code <run of the replica>/<pod UID>/<container>/<number of the start>}; of a command that runs
 * beside the container {@code <that>/exec/<number>}.
 */
final class Marker {
    /** Its name. */
    static final String NAME = "PODBRIDGE_CONTAINER";

    private static final String COMMAND = "/exec/";

    private Marker() {}

    /** The value for a command that runs beside the container with this one. */
    static String command(String container, long number) {
        return container + COMMAND + number;
    }

    /** The container's value, if it is a command's. */
    static String container(String value) {
        int command = value.indexOf(COMMAND);
        return command < 0 ? value : value.substring(0, command);
    }

    /** Its value in a process. */
    static Optional<String> of(ProcessEntry process) {
        return process.variable(NAME);
    }

    /** How all values of a run of a replica begin. */
    static String prefix(String run) {
        return run + "/";
    }
}

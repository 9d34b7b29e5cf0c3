package io.podbridge.core.relay;

import io.podbridge.core.pod.PodId;
import io.podbridge.core.streams.Channels;
import io.podbridge.core.streams.LogOptions;
import java.util.List;

/**
 * A call of {@code ContainerAccess} on its way to another replica. What the operation does not need is empty. Two
 * versions talk to each other during a rolling update: components are only added.
 */
record RelayRequest(
        Operation operation,
        PodId pod,
        String container,
        LogOptions log,
        List<String> command,
        Channels channels,
        int port) {
    private static final Channels NONE = new Channels(false, false, false, false);
    private static final PodId NO_POD = new PodId("", "", "");

    /** Its methods. */
    enum Operation {
        LOGS,
        EXEC,
        ATTACH,
        CONNECT,
        USAGE
    }

    static RelayRequest logs(PodId pod, String container, LogOptions options) {
        return new RelayRequest(Operation.LOGS, pod, container, options, List.of(), NONE, 0);
    }

    static RelayRequest exec(PodId pod, String container, List<String> command, Channels channels) {
        return new RelayRequest(Operation.EXEC, pod, container, LogOptions.ALL, command, channels, 0);
    }

    static RelayRequest attach(PodId pod, String container, Channels channels) {
        return new RelayRequest(Operation.ATTACH, pod, container, LogOptions.ALL, List.of(), channels, 0);
    }

    static RelayRequest connect(PodId pod, int port) {
        return new RelayRequest(Operation.CONNECT, pod, "", LogOptions.ALL, List.of(), NONE, port);
    }

    static RelayRequest usage() {
        return new RelayRequest(Operation.USAGE, NO_POD, "", LogOptions.ALL, List.of(), NONE, 0);
    }
}

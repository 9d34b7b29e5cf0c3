package io.podbridge.http.session;

/** Headers of a channel and what they say: {@code k8s.io/api/core/v1/types.go}. */
public final class ChannelNames {

    /** What a channel is for. */
    public static final String TYPE = "streamtype";

    /** To which port data go. */
    public static final String PORT = "port";

    /** Which two channels belong together. */
    public static final String REQUEST = "requestid";

    public static final String STDIN = "stdin";
    public static final String STDOUT = "stdout";
    public static final String STDERR = "stderr";
    public static final String ERROR = "error";
    public static final String RESIZE = "resize";
    public static final String DATA = "data";

    private ChannelNames() {}
}

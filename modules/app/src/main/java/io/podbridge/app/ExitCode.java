package io.podbridge.app;

/**
 * What podbridge ends with: the numbers of {@code sysexits.h}, so that a supervisor can tell what a restart mends.
 * {@code docs/operations.md} repeats this list.
 */
public enum ExitCode {
    /** It did what it was asked to; a replica has left the cluster in an orderly way. */
    OK(0),
    /** The command line is wrong. */
    USAGE(64),
    /** A file that was named is not there or cannot be read: the configuration, the kubeconfig. */
    NO_INPUT(66),
    /** Something that is needed is missing: the API server does not answer at the start, a JDK. */
    UNAVAILABLE(69),
    /** A bug of podbridge; please report it with the log. */
    INTERNAL(70),
    /** A port is in use or cannot be listened on, or a directory cannot be used. */
    CANNOT_CREATE(73),
    /** The replica must start anew: the others went on without it, or did not let it in in time. */
    TRY_AGAIN(75),
    /** The node's name is claimed by another cluster. */
    CLAIMED(76),
    /** The API server does not let us in, or not do what a replica must: certificate, token, rights. */
    REFUSED(77),
    /** The configuration or the kubeconfig is wrong, or not that of the other replicas. */
    CONFIGURATION(78);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** The number that the process ends with. */
    public int number() {
        return number;
    }
}

package io.podbridge.core.health;

import java.time.Duration;
import java.util.Optional;

/** A part of a replica whose health is told, and what is lost where it has failed. */
public enum Part {
    /**
     * List and watch of the node's pods; only the replica that serves the node has it. A minute: a list of a large node
     * and the longest back-off (15 s) fit in several times.
     */
    FEED("feed", Loss.NEW_PODS_EVERYWHERE, Optional.of(Duration.ofMinutes(1))),
    /**
     * The writes of statuses. A minute: twice the longest pause between two attempts, so that more than one had no
     * answer. Nothing is told of a new pod then; but where reads are answered an admission webhook is to blame, and
     * evicting pods would mend nothing.
     */
    WRITER("status writer", Loss.NEW_PODS, Optional.of(Duration.ofMinutes(1))),
    /** Requests about pods, be they writes or reads. As long as {@link #WRITER}, which finds it out. */
    REQUESTS("requests about pods", Loss.ALL_PODS, Optional.of(Duration.ofMinutes(1))),
    /** The platform, as this replica reaches it. What runs goes on without it. */
    PROVIDER("provider", Loss.NEW_PODS, Optional.empty()),
    /** The kubelet API and the relay: {@code kubectl logs} and {@code exec}. */
    RELAY("kubelet API", Loss.NO_PODS, Optional.empty()),
    /** The room where the provider keeps its files. */
    DISK("disk", Loss.NEW_PODS, Optional.empty()),
    /** This machine's clock against the API server's. */
    CLOCK("clock", Loss.NO_PODS, Optional.empty());

    /** What a replica with a failed part cannot do. */
    enum Loss {
        /** Its pods do not notice. */
        NO_PODS,
        /** What runs goes on, and nothing can be added. */
        NEW_PODS,
        /** The same for the whole node, whichever replica a pod is on. */
        NEW_PODS_EVERYWHERE,
        /** Nothing can be said of what runs either. */
        ALL_PODS
    }

    /** Longer than the API server keeps a watch open without a word: 10 min, and bookmarks come each minute. */
    private static final Duration SILENCE = Duration.ofMinutes(15);

    private final String words;
    private final Loss loss;
    private final Optional<Duration> patience;

    Part(String words, Loss loss, Optional<Duration> patience) {
        this.words = words;
        this.loss = loss;
        this.patience = patience;
    }

    /** Its name, for people. */
    public String words() {
        return words;
    }

    Loss loss() {
        return loss;
    }

    /** After so long without a word of it, it has failed; empty if it speaks only when something changes. */
    Optional<Duration> silence() {
        return this == FEED ? Optional.of(SILENCE) : Optional.empty();
    }

    /** For so long it may be degraded before it counts as failed; empty if it says itself when it has. */
    Optional<Duration> patience() {
        return patience;
    }
}

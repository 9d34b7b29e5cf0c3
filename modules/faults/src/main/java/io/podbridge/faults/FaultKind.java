package io.podbridge.faults;

import java.time.Duration;

/** The faults that there are, each with the shortest and the longest time for which it lasts. */
public enum FaultKind {
    /** A replica is killed, and started again after that time. */
    KILL("kill", 0, 5_000),
    /** A replica is stopped in order, and started again that long after its end. */
    RESTART("restart", 0, 5_000),
    /** A replica is frozen. */
    PAUSE("pause", 200, 25_000),
    /** Connections to the API server are reset, and new ones refused. */
    API_RESET("api-reset", 1, 8_000),
    /** The way between replicas and the API server lets nothing pass, in one direction or both. */
    API_SILENCE("api-silence", 1_000, 25_000),
    /** The API server answers late. */
    API_LATENCY("api-latency", 3_000, 10_000),
    /** The API server answers some requests with 503, 429 or 500, and the others late. */
    API_ERRORS("api-errors", 3_000, 12_000),
    /** Something else answers in the API server's place. */
    IMPOSTOR("impostor", 3_000, 20_000),
    /** A replica is cut off from both others. */
    PARTITION("partition", 1_000, 20_000),
    /** A link of the three is cut. */
    LINK("link", 1_000, 20_000),
    /** The platform answers nothing. */
    PLATFORM("platform", 1_000, 8_000),
    /** The clock of one replica is wrong. */
    CLOCK("clock", 2_000, 10_000),
    /** Several pods are deleted by force, at once. */
    FORCED_DELETES("forced-deletes", 0, 0),
    /** Several pods are deleted with their grace, at once. */
    SCALE_DOWN("scale-down", 0, 0),
    /** Several pods are changed, at once. */
    UPDATES("updates", 0, 0);

    private final String text;
    private final int shortest;
    private final int longest;

    FaultKind(String text, int shortestMillis, int longestMillis) {
        this.text = text;
        this.shortest = shortestMillis;
        this.longest = longestMillis;
    }

    /**
     * The time for which one lasts.
     *
     * @param draw 0 to 1; most are near the shortest, since what is shorter than a timeout goes by another way
     */
    Duration length(double draw) {
        return Duration.ofMillis(shortest + Math.round((longest - shortest) * draw * draw));
    }

    @Override
    public String toString() {
        return text;
    }
}

package io.podbridge.devcluster.store;

/** A watch asks for changes that are no longer known. */
public final class Forgotten extends Exception {
    private static final long serialVersionUID = 1L;

    private final long wanted;
    private final long oldest;

    Forgotten(long wanted, long oldest) {
        super("changes after " + wanted + " are forgotten up to " + oldest, null, false, false);
        this.wanted = wanted;
        this.oldest = oldest;
    }

    public long wanted() {
        return wanted;
    }

    public long oldest() {
        return oldest;
    }
}

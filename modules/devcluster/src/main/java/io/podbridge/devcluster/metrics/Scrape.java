package io.podbridge.devcluster.metrics;

/** What came of asking a kubelet. */
sealed interface Scrape {

    /**
     * It told what it knows.
     *
     * @param troubled whether it says that it could not measure everything
     */
    record Done(Reading reading, boolean troubled) implements Scrape {}

    /** The node says of no kubelet where it is. */
    record NoKubelet() implements Scrape {}

    /** It could not be asked, or what it said cannot be read. */
    record Failed(String why) implements Scrape {}
}

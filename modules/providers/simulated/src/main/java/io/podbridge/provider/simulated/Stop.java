package io.podbridge.provider.simulated;

/**
 * The request to stop.
 *
 * @param askedAt when it came, epoch milliseconds
 * @param killAt when what has not stopped by then is killed
 */
record Stop(long askedAt, long killAt) {

    /** The same request, with the kill brought forward if this is earlier. */
    Stop killingAt(long time) {
        return new Stop(askedAt, Math.min(killAt, time));
    }
}

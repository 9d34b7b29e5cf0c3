package io.podbridge.faults;

/**
 * A pod that the load has made.
 *
 * @param once whether its container ends by itself, and is not started again
 */
record WantedPod(String uid, String name, boolean once, String image) {}

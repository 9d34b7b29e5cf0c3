package io.podbridge.provider.simulated;

/**
 * The address of a pod that does not exist: out of 198.18.0.0/15, which RFC 2544 sets aside for benchmarks, so that it
 * is nobody else's. The same for the same UID; two pods may share one.
 */
final class PodAddress {
    private PodAddress() {}

    static String of(String uid) {
        int hash = uid.hashCode() * 0x9E3779B9;
        return "198." + (18 + (hash >>> 31)) + "." + (hash >>> 8 & 0xff) + "." + (hash & 0xff);
    }
}

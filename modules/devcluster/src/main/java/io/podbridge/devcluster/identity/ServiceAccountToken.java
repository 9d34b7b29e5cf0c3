package io.podbridge.devcluster.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a ServiceAccount's token says.
 *
 * @param uid of the ServiceAccount
 * @param bound the object with which the token becomes invalid
 */
public record ServiceAccountToken(
        String namespace,
        String name,
        String uid,
        List<String> audiences,
        Instant issued,
        Instant expires,
        Optional<Bound> bound) {

    /**
     * @param kind {@code Pod}, {@code Secret} or {@code Node}
     */
    public record Bound(String kind, String name, String uid) {}
}

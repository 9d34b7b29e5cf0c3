package io.podbridge.core.kube;

import io.podbridge.core.kube.KubeApi.PodScope;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How a watch is asked for.
 *
 * @param call the request
 * @param longest how long it can last; silence for longer than this means that nobody is there any more
 */
record WatchRequest(Call call, Duration longest) {

    /** The server ends a watch at its time limit; a loaded one somewhat later. */
    private static final Duration SLACK = Duration.ofSeconds(30);

    /** From after the version on, for {@code atLeast} and up to twice as long. */
    static WatchRequest of(PodScope scope, String resourceVersion, Duration atLeast) {
        long limit = jittered(atLeast);
        String path = ApiPath.PODS + "?watch=1&allowWatchBookmarks=true&timeoutSeconds=" + limit + "&resourceVersion="
                + ApiPath.parameter(resourceVersion)
                + (scope.wholeCluster() ? "" : "&" + ApiPath.ofNode(scope.node()));
        return new WatchRequest(
                Call.get("WATCH pods", path), Duration.ofSeconds(limit).plus(SLACK));
    }

    /** Watches that began together, after a restart of the server, must not end together for ever after. */
    private static long jittered(Duration atLeast) {
        long seconds = Math.max(1, atLeast.toSeconds());
        return seconds + ThreadLocalRandom.current().nextLong(seconds);
    }
}

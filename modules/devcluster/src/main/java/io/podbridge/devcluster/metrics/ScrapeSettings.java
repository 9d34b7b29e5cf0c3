package io.podbridge.devcluster.metrics;

import java.time.Duration;

/**
 * The pace of the scrapes.
 *
 * @param interval between two scrapes of a node: 15 s, as metrics-server's own manifests set it. Less asks kubelets for
 *     what they have not measured anew (cAdvisor does so about every 10 s); more keeps users waiting for what has
 *     changed
 * @param soon until the next scrape of a node of which nothing can be told yet: 3 s. Somebody who has just started a
 *     cluster sees the first numbers after these and not after 15 s; below, the milliseconds of the kubelet's times
 *     begin to show in the rate
 * @param look between two looks at which nodes there are: 1 s, what a new node may wait before it is asked first; names
 *     only are looked at, which costs nothing
 * @param atOnce kubelets that are asked at the same time: 32. So many that are silent until the time-out hold up nobody
 *     else; more would open a burst of connections and hold as many documents in memory
 */
public record ScrapeSettings(Duration interval, Duration soon, Duration look, int atOnce) {
    public static final ScrapeSettings DEFAULT =
            new ScrapeSettings(Duration.ofSeconds(15), Duration.ofSeconds(3), Duration.ofSeconds(1), 32);
}

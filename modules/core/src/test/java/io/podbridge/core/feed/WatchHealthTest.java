package io.podbridge.core.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.feed.FeedSettings.WatchScope;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatchHealthTest {

    @Test
    void threeClosuresWithinAMinuteWidenTheWatchForGood() {
        var health = new WatchHealth(WatchScope.AUTO);
        health.closed(at(0));
        health.closed(at(59));
        assertThat(health.wholeCluster()).isFalse();
        health.closed(at(60));
        assertThat(health.wholeCluster()).isTrue();
        health.closed(at(1000));
        assertThat(health.wholeCluster()).isTrue();
        assertThat(health.view("n1", true, 7, 0)).isEqualTo(new FeedView("n1", true, 7, 0, 0, 4, true, 0));
    }

    @Test
    void closuresFarApartDoNot() {
        var health = new WatchHealth(WatchScope.AUTO);
        IntStream.range(0, 100).forEach(i -> health.closed(at(31L * i)));
        assertThat(health.wholeCluster()).isFalse();
        assertThat(health.closedOften()).isFalse();
    }

    @Test
    void whatIsConfiguredStays() {
        var narrow = new WatchHealth(WatchScope.NODE);
        IntStream.range(0, 100).forEach(i -> narrow.closed(at(0)));
        assertThat(narrow.wholeCluster()).isFalse();
        assertThat(narrow.closedOften()).isTrue();
        assertThat(new WatchHealth(WatchScope.CLUSTER).wholeCluster()).isTrue();
    }

    private static long at(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}

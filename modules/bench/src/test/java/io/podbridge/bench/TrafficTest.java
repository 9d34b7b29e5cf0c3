package io.podbridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficTest {

    @Test
    void countsWhatTheProcessesSentEachOther() {
        var before = Traffic.read(List.of(socket(40000, 25520, 1, 100), socket(25520, 40000, 2, 10)), List.of(1L, 2L));
        var after = Traffic.read(
                List.of(
                        socket(40000, 25520, 1, 150),
                        socket(25520, 40000, 2, 11),
                        socket(40001, 25521, 2, 7),
                        socket(25521, 40001, 1, 0),
                        socket(40002, 25520, 9, 1_000),
                        socket(25520, 40002, 2, 1_000),
                        socket(40003, 6443, 1, 1_000)),
                List.of(1L, 2L));

        assertThat(after.since(before)).isEqualTo(50 + 1 + 7);
    }

    private static String socket(int from, int to, long pid, long sent) {
        return "ESTAB 0 0 [::ffff:127.0.0.1]:" + from + " [::ffff:127.0.0.1]:" + to + " users:((\"java\",pid=" + pid
                + ",fd=77)) cubic wscale:7,7 rto:201 rtt:0.04/0.02 bytes_sent:" + sent + " bytes_acked:3";
    }
}

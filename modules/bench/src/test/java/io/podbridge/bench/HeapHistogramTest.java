package io.podbridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeapHistogramTest {

    @Test
    void tellsWhatWasAddedByClass() {
        var before = HeapHistogram.read(List.of(
                "4242:",
                " num     #instances         #bytes  class name (module)",
                "-------------------------------------------------------",
                "   1:            10            100  [B (java.base@25)",
                "   2:             1             40  java.lang.Thread (java.base@25)",
                "Total            11            140"));
        var after = HeapHistogram.read(List.of("   1:            20            700  [B (java.base@25)"));

        assertThat(before.total()).isEqualTo(140);
        assertThat(after.since(before).total()).isEqualTo(560);
        assertThat(after.since(before).largest(1)).containsExactly(Map.entry("[B", 600L));
    }
}

package io.podbridge.core.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeFilterTest {

    @ParameterizedTest
    @ValueSource(strings = {"ADDED", "MODIFIED", "DELETED"})
    void letsOurPodsThroughAndNoOthers(String type) {
        assertThat(mayConcern(PodJson.event(type, PodJson.of("u", "n1", "1")))).isTrue();
        assertThat(mayConcern(PodJson.event(type, PodJson.of("u", "n2", "1")))).isFalse();
        assertThat(mayConcern(PodJson.event(type, PodJson.of("u", "n1-b", "1"))))
                .isFalse();
        assertThat(mayConcern(PodJson.event(type, "{\"spec\":{}}"))).isFalse();
    }

    @Test
    void knowsAPodWhereverTheNameStandsAndHoweverItIsSpaced() {
        String pod = "{\"spec\":{\"affinity\":{\"nodeName\":\"x\"},\"nodeName\" :  \"n1\"}}";
        assertThat(mayConcern(PodJson.event("ADDED", pod))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BOOKMARK", "ERROR", "NEW"})
    void letsEverythingElseThrough(String type) {
        assertThat(mayConcern(PodJson.event(type, "{}"))).isTrue();
    }

    @Test
    void letsThroughWhatDoesNotBeginAsUsual() {
        assertThat(mayConcern("{\"object\":{},\"type\":\"ADDED\"}")).isTrue();
    }

    private static boolean mayConcern(String event) {
        byte[] line = event.strip().getBytes(StandardCharsets.UTF_8);
        return new NodeFilter("n1").mayConcern(line, line.length);
    }
}

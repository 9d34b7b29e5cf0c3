package io.podbridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.bench.Results.Summary;
import org.junit.jupiter.api.Test;

class ResultsTest {

    private final Results results = new Results();

    @Test
    void givesTheMiddleOne() {
        results.add(1, "raw", "creates", "1/s", 30);
        results.add(2, "raw", "creates", "1/s", 10);
        results.add(3, "raw", "creates", "1/s", 11);

        assertThat(results.summary("raw", "creates")).hasValue(new Summary("raw", "creates", "1/s", 11, 10, 30));
    }

    @Test
    void givesTheMeanOfTheTwoInTheMiddle() {
        results.add(1, "raw", "creates", "1/s", 10);
        results.add(2, "raw", "creates", "1/s", 20);

        assertThat(results.summary("raw", "creates").orElseThrow().median()).isEqualTo(15);
    }

    @Test
    void keepsSubjectsApart() {
        results.add(1, "1 replica", "pods", "", 1);
        results.add(1, "3 replicas", "pods", "", 3);

        assertThat(results.summary("3 replicas", "pods").orElseThrow().median()).isEqualTo(3);
        assertThat(results.summary("2 replicas", "pods")).isEmpty();
    }

    @Test
    void quotesNamesInTheFile() {
        results.add(1, "raw", "status writes, depth 4", "1/s", 671.25);

        assertThat(results.csv())
                .isEqualTo("repetition,subject,metric,unit,value\n1,raw,\"status writes, depth 4\",1/s,671.2500\n");
    }
}

package io.podbridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The benchmark in small: every transfer goes through, with all its bytes. No figure is judged. */
@Timeout(600)
class StreamsBenchmarkIT {

    @Test
    void measuresThroughEitherReplica(@TempDir Path directory) throws IOException {
        var benchmark = new StreamsBenchmark();
        new CommandLine(benchmark).parseArgs("--short");

        var results = benchmark.measure(Installation.find(), directory);

        for (String subject : new String[] {"plain", "relayed"}) {
            for (String transfer :
                    new String[] {"exec download", "exec upload", "port-forward download", "port-forward upload"}) {
                assertThat(results.summary(subject, transfer + ", of the copy's"))
                        .as(subject + " " + transfer)
                        .hasValueSatisfying(share -> assertThat(share.median()).isPositive());
            }
        }
        assertThat(results.summary("TLS copy", "upload, MB/s")).isPresent();
    }
}

package io.podbridge.http.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** Kubectls, and the end of the wire that they meet. */
interface KubectlMatrix {

    /** Says where they find the pod {@code web}. */
    Path kubeconfig();

    LocalContainers containers();

    /** Conversations of the server that go on. */
    int conversing();

    default Stream<KubectlProgram> kubectls() throws IOException {
        return KubectlProgram.all(kubeconfig());
    }

    /** For what takes long. */
    default Stream<KubectlProgram> newest() throws IOException {
        return KubectlProgram.newest(kubeconfig());
    }

    @AfterEach
    default void nothingIsLeft() {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(conversing()).isZero();
            assertThat(containers().open).isEmpty();
            assertThat(containers().log.followers()).isZero();
        });
    }
}

package io.podbridge.http.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podbridge.testkit.kubectl.KubectlMatrix;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** The end of the wire that the kubectls meet lies in this JVM, and can be looked into. */
interface LocalMatrix extends KubectlMatrix {

    LocalContainers containers();

    /** Conversations of the server that go on. */
    int conversing();

    @AfterEach
    default void nothingIsLeft() {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(conversing()).isZero();
            assertThat(containers().open).isEmpty();
            assertThat(containers().log.followers()).isZero();
        });
    }
}

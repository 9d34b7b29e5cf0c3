package io.podbridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LostMessagesTest {

    @Test
    void tellsDroppedOnesFromThoseToTheDead() {
        var lost = LostMessages.read(List.of(
                "INFO LocalActorRef - Message [A] from Actor[x] to Actor[y] was not delivered. [1] dead letters"
                        + " encountered.",
                "INFO LocalActorRef - Message [A] to Actor[y] was dropped. Due to overflow of send queue, size [3072]."
                        + " [2]",
                "INFO Feed - a pod was dropped"));

        assertThat(lost).isEqualTo(new LostMessages(1, 1));
    }
}

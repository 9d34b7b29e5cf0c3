package io.podbridge.core.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallQueueTest {

    private final List<String> started = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    @Test
    void sendsOneUntilTheServerHasAnsweredThenAsManyAsAllowed() {
        CallQueue queue = new CallQueue(3, 10, Duration.ofMinutes(1));
        enter(queue, "a", "b", "c", "d", "e");
        assertThat(started).containsExactly("a");
        queue.ended(true);
        assertThat(started).containsExactly("a", "b", "c", "d");
        queue.ended(true);
        assertThat(started).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void sendsOneAgainWhenTheServerDoesNotAnswer() {
        CallQueue queue = new CallQueue(2, 10, Duration.ofMinutes(1));
        enter(queue, "a", "b", "c", "d");
        queue.ended(true);
        assertThat(started).containsExactly("a", "b", "c");
        queue.ended(false);
        assertThat(started).as("one is still under way").containsExactly("a", "b", "c");
        queue.ended(false);
        assertThat(started).containsExactly("a", "b", "c", "d");
    }

    @Test
    void refusesWhatDoesNotFit() {
        CallQueue queue = new CallQueue(1, 2, Duration.ofMinutes(1));
        enter(queue, "a", "b", "c", "d");
        assertThat(refused).containsExactly("d");
    }

    @Test
    void refusesWhatHasWaitedTooLong() {
        CallQueue queue = new CallQueue(1, 10, Duration.ofNanos(-1));
        enter(queue, "a", "b", "c");
        queue.ended(true);
        assertThat(refused).containsExactly("b", "c");
        enter(queue, "d");
        assertThat(started).containsExactly("a", "d");
    }

    private void enter(CallQueue queue, String... names) {
        for (String name : names) {
            queue.enter(new CallQueue.Turn() {
                @Override
                public void start() {
                    started.add(name);
                }

                @Override
                public void refused(String why) {
                    refused.add(name);
                }
            });
        }
    }
}

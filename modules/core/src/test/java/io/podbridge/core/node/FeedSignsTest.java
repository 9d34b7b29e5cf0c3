package io.podbridge.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.events.TestClock;
import io.podbridge.core.health.Part;
import io.podbridge.core.health.PartState;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.FakeCalls.Verb;
import io.podbridge.core.kube.FakeKubeApi;
import io.podbridge.core.kube.KubeApi.PodScope;
import io.podbridge.core.replica.ReplicaServices;
import io.podbridge.core.replica.TestServices;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FeedSignsTest {
    private static final PodScope SCOPE = new PodScope("n1", false);

    private final TestClock clock = new TestClock();
    private final FakeKubeApi api = new FakeKubeApi("n1");
    private final ReplicaServices services = TestServices.of(api, clock);
    private final FeedSigns signs = new FeedSigns(services);

    /** A GitOps prune takes the ClusterRole: every list is refused, and pods would be sent into a hole. */
    @Test
    void aListThatIsRefusedForAMinuteIsAFeedThatHasFailed() {
        list();
        assertThat(state()).isEqualTo(PartState.OK);
        api.asked().fail(Verb.LIST_PODS, new ApiResult.Forbidden(403, "pods is forbidden"));
        list();
        assertThat(state()).isEqualTo(PartState.DEGRADED);
        clock.pass(Duration.ofMinutes(1));
        list();
        assertThat(state()).isEqualTo(PartState.FAILED);
        api.asked().heal();
        list();
        assertThat(state()).isEqualTo(PartState.OK);
    }

    @Test
    void aFirstListThatNeverComesIsOneToo() {
        api.asked().hold(Verb.LIST_PODS);
        list();
        assertThat(state()).isEqualTo(PartState.DEGRADED);
        clock.pass(Duration.ofMinutes(1));
        assertThat(state()).isEqualTo(PartState.FAILED);
    }

    private void list() {
        var unused = signs.listPods(SCOPE);
    }

    private PartState state() {
        return services.health().parts().stream()
                .filter(part -> part.part() == Part.FEED)
                .findFirst()
                .orElseThrow()
                .state();
    }
}

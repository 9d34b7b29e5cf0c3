package io.podbridge.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Optional;
import org.apache.pekko.cluster.Invalid;
import org.apache.pekko.cluster.Valid;
import org.junit.jupiter.api.Test;

class JoinAgreementCheckTest {
    private static final Config OURS = config("uid-1", "blue");

    @Test
    void whoAgreesIsLetIn() {
        assertThat(new JoinAgreementCheck().check(OURS, OURS)).isEqualTo(Valid.getInstance());
    }

    @Test
    void anotherKubernetesClusterIsNamedWithBothUidsAndTheKubeconfig() {
        assertThat(JoinAgreementCheck.problems(config("uid-2", "blue"), OURS))
                .singleElement()
                .asString()
                .contains("uid-1", "uid-2", "kubeconfig k");
        assertThat(new JoinAgreementCheck().check(config("uid-2", "blue"), OURS))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void anotherBridgeIsNamedToo() {
        assertThat(JoinAgreementCheck.problems(config("uid-1", "red"), OURS))
                .singleElement()
                .asString()
                .contains("blue", "red");
    }

    @Test
    void anEarlierVersionAndOneThatMayNotReadTheUidTellNothing() {
        assertThat(JoinAgreementCheck.problems(ConfigFactory.empty(), OURS)).isEmpty();
        assertThat(JoinAgreementCheck.problems(OURS, ConfigFactory.empty())).isEmpty();
    }

    /** That side could say only that something is wrong; the joining one knows both values. */
    @Test
    void theSideThatIsAskedLeavesTheDecisionToTheOther() {
        Config exchangedOnly = OURS.withoutPath(JoinAgreementCheck.API_SERVER);
        assertThat(new JoinAgreementCheck().check(config("uid-2", "blue"), exchangedOnly))
                .isEqualTo(Valid.getInstance());
    }

    private static Config config(String cluster, String bridge) {
        return ConfigFactory.parseMap(
                new JoinAgreement(Optional.of(cluster), Optional.of(bridge), "kubeconfig k").keys());
    }
}

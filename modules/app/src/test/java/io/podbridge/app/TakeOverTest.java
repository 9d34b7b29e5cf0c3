package io.podbridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.provider.Locality;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Whether what another bridge started can be seen; a table. This bridge's provider is aci. */
class TakeOverTest {

    @ParameterizedTest(name = "Node of {0}, {1}, running {2}, found {3}: {4}")
    @CsvSource(nullValues = "-", textBlock = """
        # Node on, locality, running, found, why not
        aci,       REMOTE,   a b,     a b,   -
        aci,       REMOTE,   a b,     b c,   -
        aci,       REMOTE,   '',      '',    -
        aci,       REMOTE,   a b,     '',    none of the 2 pods
        aci,       REMOTE,   a b,     c,     none of the 2 pods
        aci,       REMOTE,   a b,     -,     does not say
        fargate,   REMOTE,   a,       a,     fargate
        aci,       REPLICA,  '',      '',    live in the replicas
        -,         REMOTE,   a,       a,     -
        """)
    void needsToSeeWhatRuns(String node, Locality locality, String running, String found, String why) {
        var blindness = TakeOver.blindness(
                new TakeOver.Plan("other", node(node), Optional.empty()),
                "aci",
                locality,
                uids(running),
                found == null ? unknown() : Outcome.of(reports(found)));
        if (why == null) {
            assertThat(blindness).isEmpty();
        } else {
            assertThat(blindness).hasValueSatisfying(text -> assertThat(text).contains(why));
        }
    }

    private static Outcome<List<PodReport>> unknown() {
        return Outcome.failed(new ProviderFailure.Unavailable("X", "no answer", Optional.empty()));
    }

    private static List<PodReport> reports(String uids) {
        return uids(uids).stream().map(TakeOverTest::report).toList();
    }

    private static PodReport report(String uid) {
        return new PodReport(new PodId(uid, "default", uid), List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    private static Set<String> uids(String words) {
        return Set.copyOf(
                Stream.of(words.split(" ", -1)).filter(word -> !word.isEmpty()).toList());
    }

    private static ApiObject node(String provider) {
        String status =
                provider == null ? "{}" : "{\"nodeInfo\":{\"containerRuntimeVersion\":\"" + provider + "://0.1\"}}";
        return new ApiObject("u", "1", JsonMapper.shared().readTree("{\"status\":" + status + "}"));
    }
}

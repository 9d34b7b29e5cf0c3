package io.podbridge.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import io.podbridge.core.config.ConfigurationException;
import io.podbridge.core.config.SettingsReader;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.pekko.remote.FailureDetector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterConfigTest {

    @Test
    void theDefaultsAreAReplicaThatIsAlone() {
        ClusterSettings settings = read("");
        assertThat(settings.seedAddresses()).isEmpty();
        assertThat(settings.listeningHost()).isEqualTo("127.0.0.1");
        assertThat(pekko(settings, "").getInt("pekko.cluster.role.replica.min-nr-of-members"))
                .isEqualTo(1);
    }

    /** Pekko is silent about a name that it does not know. Phases and reasons are named by whoever adds them. */
    @Test
    void namesNothingThatPekkoDoesNotHave() {
        Config known = ConfigFactory.defaultReference();
        assertThat(ClusterConfig.defaults().resolve().entrySet())
                .extracting(Map.Entry::getKey)
                .filteredOn(key -> key.startsWith("pekko."))
                .filteredOn(
                        key -> !key.matches(
                                "pekko.coordinated-shutdown.(phases|reason-overrides)\\..*|pekko.cluster.configuration-compatibility-check.checkers.podbridge"))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(known.hasPathOrNull(key)).as(key).isTrue());
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "2, 1", "3, 2", "4, 3", "5, 3", "7, 4"})
    void aMajorityMustBeThereButNeverAll(int seeds, int minimum) {
        String list = Collections.nCopies(seeds, "\"h:1\"").stream().collect(Collectors.joining(","));
        assertThat(read("podbridge.cluster.seeds = [" + list + "]").minimumMembers())
                .isEqualTo(minimum);
    }

    @Test
    void aReplicaListensWhereItIsReachedUnlessToldOtherwise() {
        Config same = pekko(read("podbridge.cluster { host = h, port = 7 }"), "");
        assertThat(same.getString("pekko.remote.artery.canonical.hostname")).isEqualTo("h");
        assertThat(same.getInt("pekko.remote.artery.canonical.port")).isEqualTo(7);
        assertThat(same.getString("pekko.remote.artery.bind.hostname")).isEmpty();
        assertThat(same.getString("pekko.remote.artery.bind.port")).isEmpty();
        Config other = pekko(read("podbridge.cluster { bind-host = b, bind-port = 8 }"), "");
        assertThat(other.getString("pekko.remote.artery.bind.hostname")).isEqualTo("b");
        assertThat(other.getInt("pekko.remote.artery.bind.port")).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({"1, 20", "2, 1", "9, 1"})
    void onlyTheFounderWaitsLongForOthers(int port, int seconds) {
        String seeds = "podbridge.cluster { host = h, port = %d, seeds = [\"h:1\", \"h:2\"] }".formatted(port);
        assertThat(pekko(read(seeds), "")
                        .getDuration("pekko.cluster.seed-node-timeout")
                        .toSeconds())
                .isEqualTo(seconds);
    }

    @Test
    void anOperatorMayOverrideAnyKeyOfPekko() {
        String override = "pekko.cluster.split-brain-resolver.stable-after = 11s";
        assertThat(pekko(read(""), override)
                        .getDuration("pekko.cluster.split-brain-resolver.stable-after")
                        .toSeconds())
                .isEqualTo(11);
    }

    @Test
    void aReplicaTellsOfItselfInItsRoles() {
        assertThat(pekko(read(""), "").getStringList("pekko.cluster.roles")).containsExactly("replica", "relay-1");
    }

    @Test
    void theClassesNamedInTheFileExist() throws ClassNotFoundException {
        Config config = pekko(read(""), "");
        String detector = config.getString("pekko.cluster.failure-detector.implementation-class");
        assertThat(Class.forName(detector)).isAssignableTo(FailureDetector.class);
        String failure = ConfigUtil.quoteString(ReplicaFailure.class.getName());
        assertThat(config.getInt("pekko.coordinated-shutdown.reason-overrides." + failure + ".exit-code"))
                .isNotZero();
    }

    @ParameterizedTest
    @CsvSource({
        "podbridge.cluster.seeds = [here]",
        "podbridge.cluster.seeds = [\"h:0\"]",
        "podbridge.cluster.port = 65536"
    })
    void whatCannotBeIsAnError(String wrong) {
        assertThatThrownBy(() -> read(wrong)).isInstanceOf(ConfigurationException.class);
    }

    private static ClusterSettings read(String lines) {
        Config config = ConfigFactory.parseString(lines)
                .withFallback(ClusterConfig.defaults())
                .resolve();
        SettingsReader reader = SettingsReader.of(config, "podbridge.cluster");
        ClusterSettings settings = ClusterSettings.read(reader);
        reader.finish();
        return settings;
    }

    private static Config pekko(ClusterSettings settings, String lines) {
        return ClusterConfig.pekko(settings, "1.2.3", List.of("relay-1"), ConfigFactory.parseString(lines));
    }
}

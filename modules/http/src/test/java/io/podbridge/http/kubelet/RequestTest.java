package io.podbridge.http.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.streams.Channels;
import io.podbridge.core.streams.LogOptions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @ParameterizedTest
    @CsvSource({
        "GET, /exec/n/p/c, Exec[namespace=n pod=p uid=Optional.empty container=c]",
        "POST, /exec/n/p/u/c/, Exec[namespace=n pod=p uid=Optional[u] container=c]",
        "GET, /attach/n/p/c, Attach[namespace=n pod=p uid=Optional.empty container=c]",
        "POST, /portForward/n/p, PortForward[namespace=n pod=p uid=Optional.empty]",
        "POST, /portForward/n/p/u, PortForward[namespace=n pod=p uid=Optional[u]]",
        "GET, /containerLogs/n/p/c, ContainerLogs[namespace=n pod=p container=c]",
        "GET, /pods, PODS",
        "GET, /pods/, PODS",
        "GET, /runningpods, RUNNING_PODS",
        "GET, /stats/summary/, STATS_SUMMARY",
        "GET, /metrics/resource, METRICS_RESOURCE",
        "GET, /metrics/probes, METRICS_PROBES",
        "GET, /healthz, HEALTH",
        "GET, /configz, CONFIGURATION",
        "POST, /containerLogs/n/p/c, 405",
        "DELETE, /exec/n/p/c, 405",
        "POST, /pods, 405",
        "GET, /, 404",
        "GET, '', 404",
        "GET, /exec/n/p, 404",
        "GET, /exec//p/c, 404",
        "GET, /containerLogs/n/p/c/d, 404",
        "GET, /run/n/p/c, 501",
        "GET, /metrics/cadvisor, 501",
    })
    void pathsMeanWhatTheyMeanToTheKubelet(String method, String path, String meaning) {
        String found = switch (Target.of(method, path)) {
            case Checked.Good<Target>(Target target) -> target.toString().replace(",", "");
            case Checked.Bad<Target>(Reply reply) -> Integer.toString(reply.status());
        };
        assertThat(found).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tailLines=-1 | 422",
                "tailLines=x | 400",
                "tail=x | 400",
                "limitBytes=0 | 422",
                "sinceSeconds=0 | 422",
                "sinceSeconds=1&sinceTime=2026-01-01T00:00:00Z | 422",
                "sinceTime=yesterday | 400",
                "stream=Both | 422",
                "stream=Stdout&tailLines=1 | 422",
                "tailLines=99999999999999999999 | 400",
            })
    void impossibleLogParametersAreRefused(String query, int status) {
        assertThat(LogQuery.parse(Query.parse(query), NOW))
                .isInstanceOfSatisfying(
                        Checked.Bad.class,
                        bad -> assertThat(bad.reply())
                                .isInstanceOfSatisfying(
                                        Reply.class,
                                        reply -> assertThat(reply.status()).isEqualTo(status)));
    }

    @Test
    void logParametersAreReadAsTheKubeletReadsThem() {
        assertThat(log("")).isEqualTo(LogOptions.ALL);
        assertThat(log("tail=all")).isEqualTo(LogOptions.ALL);
        assertThat(log("follow=0&previous=False&timestamps=false")).isEqualTo(LogOptions.ALL);
        assertThat(log("follow&previous=true&timestamps=1&tailLines=0&limitBytes=1&sinceSeconds=65"))
                .isEqualTo(new LogOptions(
                        true,
                        true,
                        true,
                        Optional.of(NOW.minusSeconds(65)),
                        OptionalLong.of(0),
                        OptionalLong.of(1),
                        LogOptions.Stream.ALL));
        assertThat(log("sinceTime=2026-01-01T02%3A00%3A00%2B02:00&stream=Stderr"))
                .isEqualTo(new LogOptions(
                        false,
                        false,
                        false,
                        Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        LogOptions.Stream.STDERR));
        assertThat(log("sinceSeconds=9223372036854775807").since()).contains(Instant.EPOCH);
    }

    @Test
    void aTerminalHasNoStderrAndSomethingMustBeAskedFor() {
        assertThat(CommandQuery.channels(Query.parse("input=1&output=1&error=1&tty=1")))
                .isEqualTo(Checked.of(new Channels(true, true, false, true)));
        assertThat(CommandQuery.channels(Query.parse("input=true&tty=1"))).isInstanceOf(Checked.Bad.class);
        assertThat(CommandQuery.channels(Query.parse("error=1&tty=1"))).isInstanceOf(Checked.Bad.class);
    }

    @Test
    void parametersKeepTheirOrderAndStrangeOnesAreLeftOut() {
        Query query = Query.parse("command=a+b&command=c%3Bd&x=%zz&y;z=1&=&command");
        assertThat(query.all("command")).containsExactly("a b", "c;d", "");
        assertThat(query.all("x")).isEmpty();
    }

    @Test
    void theFirstProtocolOfTheClientThatIsServedIsChosen() {
        List<String> kubectl = List.of("v5.channel.k8s.io", "v4.channel.k8s.io", "v3.channel.k8s.io");
        assertThat(Negotiation.spdy(kubectl, Negotiation.COMMAND_OVER_SPDY)).isEqualTo(Checked.of("v4.channel.k8s.io"));
        assertThat(Negotiation.spdy(List.of(), Negotiation.COMMAND_OVER_SPDY))
                .isInstanceOfSatisfying(
                        Checked.Bad.class, bad -> assertThat(bad.reply()).hasFieldOrPropertyWithValue("status", 400));
        assertThat(Negotiation.spdy(List.of("v9"), Negotiation.COMMAND_OVER_SPDY))
                .isInstanceOfSatisfying(
                        Checked.Bad.class, bad -> assertThat(bad.reply()).hasFieldOrPropertyWithValue("status", 403));
        assertThat(Negotiation.webSocket(List.of())).isInstanceOf(Checked.Good.class);
        assertThat(Negotiation.webSocket(List.of("v9"))).isInstanceOf(Checked.Bad.class);
    }

    @Property(tries = 300)
    void nothingThatAClientWritesBreaksTheReading(@ForAll String path, @ForAll String query) {
        Target.of("GET", "/" + path);
        Target.of("GET", path);
        LogQuery.parse(Query.parse(query), NOW);
        CommandQuery.channels(Query.parse(query));
        WebSocketWires.ports(Query.parse("port=" + query));
    }

    private static LogOptions log(String query) {
        return switch (LogQuery.parse(Query.parse(query), NOW)) {
            case Checked.Good<LogOptions>(LogOptions options) -> options;
            case Checked.Bad<LogOptions>(Reply reply) -> throw new AssertionError(reply);
        };
    }
}

package io.podbridge.core.kube;

import io.podbridge.core.pod.Condition;
import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.Phase;
import io.podbridge.core.pod.PodStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** All statuses that podbridge can write. */
final class Statuses extends DomainContextBase {

    @Provide
    Arbitrary<PodStatus> statuses() {
        Arbitrary<List<ContainerStatus>> containers = container().list().ofMaxSize(3);
        return Combinators.combine(
                        Arbitraries.of(Phase.class),
                        text(),
                        text(),
                        conditions(),
                        containers,
                        containers,
                        ips(),
                        times())
                .flatAs((phase, reason, message, conditions, init, main, ip, start) -> Combinators.combine(
                                ips(), Arbitraries.longs().between(0, 1000), containers)
                        .as((podIp, generation, ephemeral) -> new PodStatus(
                                phase,
                                reason,
                                message,
                                conditions,
                                init,
                                main,
                                ip,
                                podIp,
                                start,
                                generation,
                                ephemeral)));
    }

    private static Arbitrary<List<Condition>> conditions() {
        return Arbitraries.subsetOf(OwnedConditions.TYPES)
                .map(types ->
                        OwnedConditions.TYPES.stream().filter(types::contains).toList())
                .flatMap(types -> Combinators.combine(
                                types.stream().map(Statuses::condition).toList())
                        .as(all -> all));
    }

    private static Arbitrary<Condition> condition(String type) {
        return Combinators.combine(Arbitraries.of(true, false), text(), text(), times())
                .as((status, reason, message, time) -> new Condition(type, status, reason, message, time));
    }

    private static Arbitrary<ContainerStatus> container() {
        Arbitrary<ContainerState> states = Arbitraries.oneOf(waiting(), running(), terminated());
        Arbitrary<Optional<String>> ids = text().filter(it -> !it.isEmpty()).optional();
        return Combinators.combine(
                        text(),
                        text(),
                        ids,
                        Arbitraries.of(true, false),
                        Arbitraries.integers().greaterOrEqual(0),
                        states,
                        terminated().optional())
                .as(ContainerStatus::new);
    }

    private static Arbitrary<ContainerState.Waiting> waiting() {
        return Combinators.combine(text(), text()).as(ContainerState.Waiting::new);
    }

    private static Arbitrary<ContainerState.Running> running() {
        return instants().map(ContainerState.Running::new);
    }

    private static Arbitrary<ContainerState.Terminated> terminated() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 255),
                        Arbitraries.integers().between(1, 64).optional(),
                        text(),
                        text(),
                        times(),
                        times())
                .as(ContainerState.Terminated::new);
    }

    /** With quotes, control characters, umlauts and what needs two chars. */
    private static Arbitrary<String> text() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("\"\\\n\tä€ /{}[]")
                .ofMaxLength(20)
                .map(it -> it.startsWith("a") ? it + "\uD83D\uDE80" : it);
    }

    private static Arbitrary<Optional<String>> ips() {
        return Arbitraries.of("10.1.2.3", "fd00::7").optional();
    }

    private static Arbitrary<Optional<Instant>> times() {
        return instants().optional();
    }

    private static Arbitrary<Instant> instants() {
        return Arbitraries.longs().between(0, 4_000_000_000L).map(Instant::ofEpochSecond);
    }
}

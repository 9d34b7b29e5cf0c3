package io.podbridge.core.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.provider.CallLane.Call;
import io.podbridge.core.provider.CallLane.Terms;
import io.podbridge.core.telemetry.Counter;
import io.podbridge.core.telemetry.Gauge;
import io.podbridge.core.telemetry.InMemoryTelemetry;
import io.podbridge.core.telemetry.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class CallLaneTest {
    private static final Duration MOMENT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final InMemoryTelemetry telemetry = new InMemoryTelemetry();
    private final List<CompletableFuture<Outcome<String>>> made = new ArrayList<>();

    /** A delete is open for a whole grace period: a batch of them must not hold up everybody else's. */
    @Test
    void aCallThatTakesLongGivesItsPlaceAfterARoundTripAndIsStillWaitedFor() {
        var lane = new CallLane("delete", 1, 10, telemetry);
        var terms = new Terms(LONG, LONG, MOMENT);
        var first = call(lane, terms);
        var second = call(lane, terms);
        awaitMade(2);
        assertThat(telemetry.value(Gauge.PROVIDER_UNDER_WAY, "delete")).isEqualTo(2);
        assertThat(first.answer().toCompletableFuture()).isNotDone();
        made.get(0).complete(Outcome.of("one"));
        made.get(1).complete(Outcome.of("two"));
        assertThat(value(first)).isEqualTo("one");
        assertThat(value(second)).isEqualTo("two");
        assertThat(telemetry.value(Gauge.PROVIDER_UNDER_WAY, "delete")).isZero();
        assertThat(telemetry.value(Gauge.PROVIDER_OVERDUE, "delete")).isZero();
        assertThat(telemetry.count(Counter.PROVIDER_CALLS, "call")).isEqualTo(2);
        assertThat(telemetry.took(Timing.PROVIDER_CALL, "call").times()).isEqualTo(2);
    }

    @Test
    void whatIsReallyUnderWayStaysBoundedThoughEveryCallHangs() {
        var lane = new CallLane("look", 2, 3, telemetry);
        var terms = new Terms(LONG, MOMENT, MOMENT);
        for (int i = 0; i < 20; i++) {
            call(lane, terms);
        }
        awaitMade(5);
        await().until(lane::stuck);
        await().during(MOMENT.multipliedBy(10)).until(() -> madeSoFar() == 5);
        made.get(0).complete(Outcome.of("at last"));
        awaitMade(6);
        assertThat(telemetry.value(Gauge.PROVIDER_UNDER_WAY, "look")).isLessThanOrEqualTo(5);
    }

    @Test
    void aCallThatIsNotAnsweredInTimeIsUnavailableAndItsEndIsToldLater() {
        var lane = new CallLane("make", 1, 10, telemetry);
        var call = call(lane, new Terms(LONG, MOMENT, MOMENT));
        assertThat(failure(call)).isInstanceOf(ProviderFailure.Unavailable.class);
        assertThat(telemetry.count(Counter.PROVIDER_OVERDUE, "call")).isEqualTo(1);
        assertThat(call.ended().toCompletableFuture()).isNotDone();
        made.get(0).complete(Outcome.of("at last"));
        assertThat(call.ended().toCompletableFuture()).isCompleted();
    }

    @Test
    void aCallWhoseTurnDoesNotComeIsAnsweredAndNeverMade() {
        var lane = new CallLane("make", 1, 1, telemetry);
        var terms = new Terms(MOMENT, LONG, LONG);
        var first = call(lane, terms);
        var second = call(lane, terms);
        assertThat(failure(second)).isInstanceOf(ProviderFailure.Rejected.class);
        assertThat(second.ended().toCompletableFuture()).isCompleted();
        made.get(0).complete(Outcome.of("one"));
        assertThat(value(first)).isEqualTo("one");
        assertThat(madeSoFar()).isEqualTo(1);
        assertThat(telemetry.count(Counter.PROVIDER_REFUSED, "call")).isEqualTo(1);
    }

    @Test
    void whoHasTheAnswerFindsNothingUnderWay() {
        var lane = new CallLane("make", 1, 1, telemetry);
        var call = call(lane, new Terms(LONG, LONG, LONG));
        var endedFirst = call.answer()
                .thenApply(outcome -> call.ended().toCompletableFuture().isDone());
        made.get(0).complete(Outcome.of("one"));
        assertThat(endedFirst.toCompletableFuture()).isCompletedWithValue(true);
    }

    private Call<String> call(CallLane lane, Terms terms) {
        return lane.call("call", terms, this::make, UnaryOperator.identity());
    }

    private synchronized CompletionStage<Outcome<String>> make() {
        var stage = new CompletableFuture<Outcome<String>>();
        made.add(stage);
        return stage;
    }

    private synchronized int madeSoFar() {
        return made.size();
    }

    private void awaitMade(int count) {
        await().until(() -> madeSoFar() == count);
    }

    private static String value(Call<String> call) {
        return ((Outcome.Success<String>) call.answer().toCompletableFuture().join()).value();
    }

    private static ProviderFailure failure(Call<String> call) {
        return ((Outcome.Failure<String>) call.answer().toCompletableFuture().join()).failure();
    }
}

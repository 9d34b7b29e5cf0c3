package io.podbridge.http.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.http.identity.Rotation.Asking;
import io.podbridge.http.identity.Rotation.Issued;
import io.podbridge.http.identity.Rotation.News;
import io.podbridge.http.identity.Rotation.Nothing;
import io.podbridge.http.identity.Rotation.Open;
import io.podbridge.http.identity.Rotation.Serving;
import io.podbridge.http.identity.Rotation.Step;
import io.podbridge.http.identity.Rotation.ToApprove;
import io.podbridge.http.identity.Rotation.ToSign;
import io.podbridge.http.identity.Rotation.Trouble;
import io.podbridge.http.identity.RotationPacing.Pause;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class RotationTest {

    private static final Instant NOW = Instant.parse("2026-11-30T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final double MOST = 1;
    private static final KeyPair KEYS = ServingIdentity.newKeys();

    private final Rotation rotation = new Rotation(RotationPacing.USUAL);

    @ParameterizedTest
    @CsvSource({
        "0, 0, PT0.5S",
        "0, 1, PT1S",
        "1, 1, PT2S",
        "4, 1, PT16S",
        "5, 0, PT15S",
        "5, 1, PT30S",
        "1000000, 1, PT30S"
    })
    void aPauseDoublesUpToTheLongestAndHalfOfItIsChance(int times, double chance, Duration expected) {
        assertThat(new Pause(Duration.ofSeconds(1), Duration.ofSeconds(30)).after(times, chance))
                .isEqualTo(expected);
    }

    @Test
    void beginsByAskingAtOnce() {
        assertThat(rotation.begin()).isEqualTo(new Step(new Asking(0), Duration.ZERO, new Nothing()));
    }

    @Test
    void whatIsAskedForIsLookedAt() {
        assertThat(asked(3, ok(Certificates.csr(""))))
                .isEqualTo(new Step(open(0, NOW.plusSeconds(5), 3), Duration.ofSeconds(1), new Nothing()));
    }

    @ParameterizedTest
    @CsvSource({"0, PT1S", "1, PT2S", "6, PT1M", "100, PT1M"})
    void whatIsNotTakenIsAskedForAgainEverMoreRarely(int failures, Duration pause) {
        assertThat(asked(failures, unavailable(Optional.empty())))
                .isEqualTo(new Step(
                        new Asking(failures + 1), pause, new Trouble("cannot be requested, and will be again: down")));
    }

    @Test
    void waitsAsLongAsTheServerWants() {
        Optional<Duration> wanted = Optional.of(Duration.ofMinutes(3));
        assertThat(asked(0, unavailable(wanted)).pause()).isEqualTo(Duration.ofMinutes(3));
        assertThat(seen(open(0, NOW, 0), unavailable(wanted)).pause()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void whoMayNotAskIsToldWhereTheRightsAre() {
        Step step = asked(0, ApiResult.not(new ApiResult.Forbidden(403, "no")));
        assertThat(step.news()).asString().contains("no (deploy/kubernetes/rbac.yaml");
        assertThat(step.next()).isEqualTo(new Asking(1));
    }

    @Test
    void anAnswerWithoutANameIsNone() {
        assertThat(asked(0, ok(Certificates.csr("").path("status"))).next()).isEqualTo(new Asking(1));
    }

    @Test
    void aWaitingRequestIsToldSoonAndThenOnceAnHour() {
        ApiResult<ApiObject> pending = ok(Certificates.csr(""));
        assertThat(seen(open(0, NOW, 2), pending))
                .isEqualTo(new Step(open(1, NOW.plus(HOUR), 2), Duration.ofSeconds(2), new ToApprove("csr-1")));
        assertThat(seen(open(1, NOW.plusMillis(1), 2), pending))
                .isEqualTo(new Step(open(2, NOW.plusMillis(1), 2), Duration.ofSeconds(4), new Nothing()));
        assertThat(seen(open(100, NOW, 2), pending))
                .isEqualTo(new Step(open(101, NOW.plus(HOUR), 2), Duration.ofSeconds(30), new ToApprove("csr-1")));
    }

    @Test
    void anApprovedRequestWaitsForTheSigner() {
        ApiResult<ApiObject> approved = ok(Certificates.csr("", "Approved=True"));
        assertThat(seen(open(5, NOW, 0), approved).news()).isEqualTo(new ToSign("csr-1"));
        assertThat(seen(open(5, NOW.plus(HOUR), 0), approved))
                .isEqualTo(new Step(open(6, NOW.plus(HOUR), 0), Duration.ofSeconds(30), new Nothing()));
    }

    @ParameterizedTest
    @CsvSource({"0, PT10S", "1, PT20S", "6, PT10M", "100, PT10M"})
    void aRejectedRequestIsMadeAnewEverMoreRarely(int failures, Duration pause) {
        Open open = open(7, NOW, failures);
        assertThat(seen(open, ok(Certificates.csr("", "Denied=True"))))
                .isEqualTo(rejected(failures, pause, "Denied (DeniedReason): because"));
        assertThat(seen(open, ok(Certificates.csr("", "Approved=True", "Failed=True"))))
                .isEqualTo(rejected(failures, pause, "Failed (FailedReason): because"));
        assertThat(seen(open, ApiResult.not(new ApiResult.NotFound("?"))))
                .isEqualTo(rejected(failures, pause, "it is gone"));
    }

    @Test
    void aRequestThatCannotBeReadIsStillWaitedFor() {
        assertThat(seen(open(2, NOW.plus(HOUR), 1), unavailable(Optional.empty())))
                .isEqualTo(new Step(
                        open(3, NOW.plus(HOUR), 1),
                        Duration.ofSeconds(4),
                        new Trouble("cannot look at CertificateSigningRequest csr-1: down")));
    }

    /** Of hundred hours, of which one is over. */
    @ParameterizedTest
    @CsvSource({"0, 69", "0.5, 79", "1, 89"})
    void aCertificateIsRenewedBetween70And90PercentOfItsLife(double chance, long hours) throws Exception {
        X509Certificate certificate =
                Certificates.of(KEYS.getPublic(), NOW.minus(HOUR), NOW.plus(HOUR.multipliedBy(99)));
        Step step = issued(certificate, chance);
        assertThat(step)
                .isEqualTo(new Step(
                        new Serving(NOW.plus(HOUR.multipliedBy(hours))), HOUR, new Issued(List.of(certificate), KEYS)));
    }

    @Test
    void aCertificateThatIsDueAsItComesIsUsedForAMinute() throws Exception {
        X509Certificate certificate =
                Certificates.of(KEYS.getPublic(), NOW.minus(HOUR.multipliedBy(99)), NOW.plus(HOUR));
        Step step = issued(certificate, 0);
        assertThat(step.next()).isEqualTo(new Serving(NOW.plus(Duration.ofMinutes(1))));
        assertThat(step.pause()).isEqualTo(Duration.ofMinutes(1));
    }

    /** Ten years is more than a timer reaches. */
    @ParameterizedTest
    @CsvSource({"P3650D, PT1H", "PT1H0.001S, PT1H", "PT59M, PT59M", "PT0.001S, PT0.001S"})
    void whileItIsValidTheClockIsLookedAtEachHour(Duration left, Duration pause) {
        Serving serving = new Serving(NOW.plus(left));
        assertThat(rotation.served(serving, NOW)).isEqualTo(new Step(serving, pause, new Nothing()));
    }

    @ParameterizedTest
    @CsvSource({"PT0S", "PT1S", "P300D"})
    void whenItIsDueItIsRenewed(Duration late) {
        assertThat(rotation.served(new Serving(NOW.minus(late)), NOW)).isEqualTo(rotation.begin());
    }

    private Step asked(int failures, ApiResult<ApiObject> result) {
        return rotation.asked(new Asking(failures), KEYS, result, NOW, MOST);
    }

    private Step seen(Open open, ApiResult<ApiObject> result) {
        return rotation.seen(open, result, NOW, MOST);
    }

    private Step issued(X509Certificate certificate, double chance) throws Exception {
        JsonNode csr = Certificates.csr(Certificates.encoded(certificate), "Approved=True");
        return rotation.seen(open(3, NOW, 4), ok(csr), NOW, chance);
    }

    private static Step rejected(int failures, Duration pause, String why) {
        News news =
                new Trouble("will be requested again, since nothing comes of CertificateSigningRequest csr-1: " + why);
        return new Step(new Asking(failures + 1), pause, news);
    }

    private static Open open(int looks, Instant reminder, int failures) {
        return new Open("csr-1", KEYS, looks, reminder, failures);
    }

    private static ApiResult<ApiObject> ok(JsonNode csr) {
        return ApiResult.ok(new ApiObject("uid", "1", csr));
    }

    private static ApiResult<ApiObject> unavailable(Optional<Duration> retryAfter) {
        return ApiResult.not(new ApiResult.Unavailable("down", retryAfter));
    }
}

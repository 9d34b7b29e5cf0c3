package io.podbridge.http.identity;

import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.JsonObjects;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What to do next to have a serving certificate from the cluster, and to keep one that is valid. Pure. */
final class Rotation {

    /** client-go's certificate manager renews between 70 and 90 % of the lifetime; so nodes made together part. */
    private static final double EARLIEST = 0.7;

    private static final double LATEST = 0.9;

    private final RotationPacing pacing;

    Rotation(RotationPacing pacing) {
        this.pacing = pacing;
    }

    /** Where it stands. */
    sealed interface State {}

    /**
     * A request is to be made.
     *
     * @param failures in a row, of requests not taken and of requests rejected
     */
    record Asking(int failures) implements State {}

    /**
     * A request is made, and to be looked at.
     *
     * @param looks so far
     * @param reminder when to say that it waits
     */
    record Open(String name, KeyPair keys, int looks, Instant reminder, int failures) implements State {}

    /** There is a certificate, to be renewed then. */
    record Serving(Instant renewal) implements State {}

    /** What there is to tell. */
    sealed interface News {}

    /** Nothing new. */
    record Nothing() implements News {}

    /** Somebody has to approve this request. */
    record ToApprove(String name) implements News {}

    /** This request is approved, and the signer has to sign it. */
    record ToSign(String name) implements News {}

    /** Something did not work, and will be tried again. */
    record Trouble(String what) implements News {}

    /** A new certificate, its own first, and its key. */
    record Issued(List<X509Certificate> chain, KeyPair keys) implements News {}

    /** What comes next, after a pause. */
    record Step(State next, Duration pause, News news) {}

    /** With what it begins. */
    Step begin() {
        return new Step(new Asking(0), Duration.ZERO, new Nothing());
    }

    /** A request was made with these keys. {@code chance} is between 0 and 1, here and below. */
    Step asked(Asking asking, KeyPair keys, ApiResult<ApiObject> result, Instant now, double chance) {
        return switch (result) {
            case ApiResult.Ok<ApiObject>(var csr) ->
                JsonObjects.text(csr.json(), "metadata", "name")
                        .map(name -> new Open(name, keys, 0, now.plus(pacing.silence()), asking.failures()))
                        .map(open -> new Step(open, pacing.looking().after(0, chance), new Nothing()))
                        .orElseGet(() -> notTaken(asking, "the answer names no object", Optional.empty(), chance));
            case ApiResult.Not<ApiObject>(var problem) ->
                notTaken(asking, described(problem), retryAfter(problem), chance);
        };
    }

    private Step notTaken(Asking asking, String why, Optional<Duration> retryAfter, double chance) {
        return new Step(
                new Asking(asking.failures() + 1),
                longer(pacing.unanswered().after(asking.failures(), chance), retryAfter),
                new Trouble("cannot be requested, and will be again: " + why));
    }

    /** The request was looked at. */
    Step seen(Open open, ApiResult<ApiObject> result, Instant now, double chance) {
        return switch (result) {
            case ApiResult.Ok<ApiObject>(var csr) ->
                switch (RequestVerdict.of(csr.json(), open.keys().getPublic(), now)) {
                    case RequestVerdict.Pending() -> waiting(open, new ToApprove(open.name()), now, chance);
                    case RequestVerdict.Approved() -> waiting(open, new ToSign(open.name()), now, chance);
                    case RequestVerdict.Issued(var chain) -> issued(chain, open.keys(), now, chance);
                    case RequestVerdict.Rejected(var why) -> rejected(open, why, chance);
                };
            case ApiResult.Not<ApiObject>(ApiResult.NotFound gone) -> rejected(open, "it is gone", chance);
            case ApiResult.Not<ApiObject>(var problem) -> {
                Duration pause = longer(pacing.looking().after(open.looks(), chance), retryAfter(problem));
                yield new Step(
                        looked(open, open.reminder()),
                        pause,
                        new Trouble(
                                "cannot look at CertificateSigningRequest " + open.name() + ": " + described(problem)));
            }
        };
    }

    /** A certificate is in use. */
    Step served(Serving serving, Instant now) {
        Duration left = Duration.between(now, serving.renewal());
        if (!left.isPositive()) {
            return begin();
        }
        boolean far = left.compareTo(pacing.longestSleep()) > 0;
        return new Step(serving, far ? pacing.longestSleep() : left, new Nothing());
    }

    private Step waiting(Open open, News news, Instant now, double chance) {
        boolean due = !now.isBefore(open.reminder());
        Open next = looked(open, due ? now.plus(pacing.reminder()) : open.reminder());
        return new Step(next, pacing.looking().after(next.looks(), chance), due ? news : new Nothing());
    }

    private static Open looked(Open open, Instant reminder) {
        return new Open(open.name(), open.keys(), open.looks() + 1, reminder, open.failures());
    }

    private Step issued(List<X509Certificate> chain, KeyPair keys, Instant now, double chance) {
        Instant renewal = renewal(chain.getFirst(), chance);
        Instant earliest = now.plus(pacing.shortestUse());
        Serving serving = new Serving(renewal.isBefore(earliest) ? earliest : renewal);
        return new Step(serving, served(serving, now).pause(), new Issued(chain, keys));
    }

    /** Also when it is gone: the cluster deletes what nobody has decided for 24 hours. */
    private Step rejected(Open open, String why, double chance) {
        return new Step(
                new Asking(open.failures() + 1),
                pacing.rejected().after(open.failures(), chance),
                new Trouble("will be requested again, since nothing comes of CertificateSigningRequest " + open.name()
                        + ": " + why));
    }

    private static Instant renewal(X509Certificate certificate, double chance) {
        Instant from = certificate.getNotBefore().toInstant();
        Duration lifetime = Duration.between(from, certificate.getNotAfter().toInstant());
        return from.plusMillis(Math.round(lifetime.toMillis() * (EARLIEST + (LATEST - EARLIEST) * chance)));
    }

    private static Duration longer(Duration pause, Optional<Duration> asked) {
        return asked.filter(wanted -> wanted.compareTo(pause) > 0).orElse(pause);
    }

    private static Optional<Duration> retryAfter(ApiResult.Problem problem) {
        return problem instanceof ApiResult.Unavailable(var message, var retryAfter) ? retryAfter : Optional.empty();
    }

    private static String described(ApiResult.Problem problem) {
        return problem instanceof ApiResult.Forbidden
                ? problem.message() + " (deploy/kubernetes/rbac.yaml has the rights, on certificatesigningrequests)"
                : problem.message();
    }
}

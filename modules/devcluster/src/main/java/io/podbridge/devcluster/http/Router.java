package io.podbridge.devcluster.http;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.fault.Fault;
import io.podbridge.devcluster.fault.Faults;
import io.podbridge.devcluster.fault.Injection;
import io.podbridge.devcluster.identity.AccessRules;
import io.podbridge.devcluster.identity.User;
import io.podbridge.devcluster.request.RequestInfo;
import io.podbridge.devcluster.request.RequestPath;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawRequestURI;
import org.apache.pekko.stream.Materializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every request passes: ordered trouble, who asks, whether they may, and then whoever answers. Failures become
 * {@code Status} objects here and nowhere else. Thread-safe.
 */
final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final Identification identification;
    private final AccessRules rules;
    private final Faults faults;
    private final Documents documents;
    private final ResourceRoutes resources;
    private final Materializer materializer;

    Router(
            Identification identification,
            AccessRules rules,
            Faults faults,
            Documents documents,
            ResourceRoutes resources,
            Materializer materializer) {
        this.identification = identification;
        this.rules = rules;
        this.faults = faults;
        this.documents = documents;
        this.resources = resources;
        this.materializer = materializer;
    }

    CompletionStage<HttpResponse> handle(HttpRequest request) {
        var info = RequestInfo.parse(request.method().value(), target(request));
        var struck = faults.striking(info);
        return delay(struck)
                .thenCompose(nothing -> attempt(() -> answer(request, info, struck)))
                .exceptionally(problem -> failure(request, problem))
                .thenApply(
                        reply -> lost(struck) ? Replies.failure(refusal((Fault.Refusal) Fault.unavailable())) : reply);
    }

    private CompletionStage<HttpResponse> answer(HttpRequest request, RequestInfo info, List<Injection> struck) {
        var user = identification.of(request);
        var call = new Call(
                request, info, user, struck.stream().map(Injection::fault).toList(), materializer);
        authorize(info, user);
        for (var fault : call.faults()) {
            if (fault instanceof Fault.Refusal refusal) {
                return completedFuture(refuse(refusal, call));
            }
        }
        return switch (info.path()) {
            case RequestPath.Other other -> completedFuture(documents.handle(other, call));
            case RequestPath.Resource path -> resources.handle(path, call);
        };
    }

    private void authorize(RequestInfo info, User user) {
        var access = info.access(user);
        if (!rules.allows(access)) {
            // Who has not said who they are is asked for that first.
            throw user.anonymous() ? Refusals.unauthorized() : Refusals.forbidden(access);
        }
    }

    private HttpResponse refuse(Fault.Refusal refusal, Call call) {
        var failure = refusal(refusal);
        if (refusal.code() == 410
                && call.info().verb().equals("watch")
                && call.info().path() instanceof RequestPath.Resource path) {
            return resources.expiredWatch(path, call, failure);
        }
        throw failure;
    }

    private static ApiFailure refusal(Fault.Refusal refusal) {
        var details = new ApiFailure.Details("", "", "", "", List.of(), refusal.retryAfterSeconds());
        return new ApiFailure(refusal.code(), refusal.reason(), refusal.message(), details);
    }

    private static boolean lost(List<Injection> struck) {
        return struck.stream().anyMatch(each -> each.fault() instanceof Fault.LostAnswer);
    }

    /** Latencies add up; a hang lasts as long as its fault. */
    private static CompletionStage<Void> delay(List<Injection> struck) {
        CompletionStage<Void> delay = completedFuture(null);
        for (var each : struck) {
            delay = switch (each.fault()) {
                case Fault.Latency(Duration time) -> delay.thenCompose(nothing -> after(time));
                case Fault.Hang() ->
                    delay.thenCompose(nothing -> each.lifted()).thenAccept(nothing -> {
                        throw refusal((Fault.Refusal) Fault.unavailable());
                    });
                case Fault.Refusal refusal -> delay;
                case Fault.LostAnswer lost -> delay;
                case Fault.CutWatch cut -> delay;
            };
        }
        return delay;
    }

    private static CompletionStage<Void> after(Duration time) {
        var later = CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS);
        return CompletableFuture.runAsync(() -> {}, later);
    }

    private HttpResponse failure(HttpRequest request, Throwable problem) {
        request.discardEntityBytes(materializer);
        var cause = problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
        if (cause instanceof ApiFailure failure) {
            return Replies.failure(failure);
        }
        LOG.error("{} {} failed", request.method().value(), target(request), cause);
        return Replies.failure(Refusals.internal(String.valueOf(cause.getMessage())));
    }

    private static String target(HttpRequest request) {
        return request.getHeader(RawRequestURI.class)
                .map(RawRequestURI::uri)
                .orElseGet(() -> request.getUri().toRelative().toString());
    }

    private interface Answer {
        CompletionStage<HttpResponse> get();
    }

    /** What is thrown at once and what comes later are the same to the client. */
    private static CompletionStage<HttpResponse> attempt(Answer answer) {
        try {
            return answer.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}

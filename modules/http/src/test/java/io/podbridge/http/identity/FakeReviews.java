package io.podbridge.http.identity;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** An API server's judgement that a test makes up; counts what it is asked. */
public final class FakeReviews implements Reviews {

    public final AtomicInteger tokensAsked = new AtomicInteger();
    public final AtomicInteger accessesAsked = new AtomicInteger();
    private final Map<String, User> tokens = new HashMap<>();
    private final Set<String> allowed = new HashSet<>();
    public volatile boolean reachable = true;
    public volatile Optional<String> clientAuthority = Optional.empty();

    /** A token of this user. */
    public FakeReviews token(String token, String user) {
        tokens.put(token, new User(user, "", List.of("system:authenticated"), Map.of()));
        return this;
    }

    /** The user may do this to that subresource. */
    public FakeReviews allow(String user, String verb, String subresource) {
        allowed.add(user + " " + verb + " " + subresource);
        return this;
    }

    @Override
    public CompletionStage<Optional<User>> authenticate(String token) {
        tokensAsked.incrementAndGet();
        return answer(Optional.ofNullable(tokens.get(token)));
    }

    @Override
    public CompletionStage<Boolean> allows(Access access) {
        accessesAsked.incrementAndGet();
        return answer(allowed.contains(access.user().name() + " " + access.verb() + " " + access.subresource()));
    }

    @Override
    public CompletionStage<Optional<String>> clientAuthority() {
        return answer(clientAuthority);
    }

    private <T> CompletionStage<T> answer(T value) {
        return reachable
                ? CompletableFuture.completedStage(value)
                : CompletableFuture.failedStage(new IllegalStateException("the API server is away"));
    }
}

package io.podbridge.provider.simulated;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.provider.Capabilities;
import io.podbridge.core.provider.Health;
import io.podbridge.core.provider.Locality;
import io.podbridge.core.provider.PodRequest;
import io.podbridge.core.provider.Provider;
import io.podbridge.core.provider.ProviderFactory;
import io.podbridge.core.streams.ContainerAccess;
import io.podbridge.provider.simulated.FailureRates.Fate;
import io.podbridge.provider.simulated.LedgerLine.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * One replica's access to the make-believe cloud. Calls of any thread are done by the {@link Loop}'s, which answers
 * them too: what hangs on an answer must not block.
 */
final class SimulatedProvider implements Provider {
    /** While it exists in the cloud's directory, the control API is dead. */
    static final String UNHEALTHY_FILE = "unhealthy";

    private final SimulatedSettings settings;
    private final Cloud cloud;
    private final Loop loop;
    private final SimulatedAccess access;
    private final AtomicLong calls = new AtomicLong();
    private final Set<Answer<?>> open = ConcurrentHashMap.newKeySet();
    private final Watched watched;

    /** Serial of an instance to those who wait for its end; the loop's thread only. */
    private final Map<Long, List<Answer<Optional<PodReport>>>> deletions = new HashMap<>();

    SimulatedProvider(SimulatedSettings settings, ProviderFactory.Context context, Clock clock) throws IOException {
        this.settings = settings;
        this.cloud = new Cloud(
                settings.directory(), context.node(), context.bridge(), context.replica(), clock, this::changed);
        Path unhealthy = settings.directory().resolve(UNHEALTHY_FILE);
        this.loop = new Loop(
                "simulated-" + context.node(),
                cloud,
                settings.lookInterval(),
                settings.waitingCalls(),
                () -> !Files.exists(unhealthy));
        this.watched = new Watched(cloud, loop);
        this.access = new SimulatedAccess(this::look, this::list, clock);
        loop.start();
    }

    @Override
    public Optional<ContainerAccess> access() {
        return Optional.of(access);
    }

    /** The report of one pod, for whoever wants a way into it: not watched for that. */
    private CompletionStage<Outcome<PodReport>> look(PodId pod) {
        return call(false, answer -> {
            long now = cloud.now();
            cloud.find(pod.uid())
                    .filter(instance -> instance.goneAt() > now)
                    .ifPresentOrElse(
                            instance -> loop.at(now, () -> answer.success(instance.report(now))),
                            () -> answer.rejected("NotFound", "the cloud does not have the pod " + pod));
        });
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(Locality.REMOTE, settings.pushes(), true, Set.of(""), Set.of());
    }

    @Override
    public CompletionStage<Outcome<PodReport>> create(PodRequest request) {
        return order(request, this::create);
    }

    @Override
    public CompletionStage<Outcome<PodReport>> update(PodRequest request) {
        return order(request, this::update);
    }

    @Override
    public CompletionStage<Outcome<Optional<PodReport>>> delete(PodId pod, Duration grace) {
        return call(true, answer -> delete(pod, grace, answer));
    }

    @Override
    public CompletionStage<Outcome<Map<String, PodReport>>> status(Set<String> uids) {
        return call(false, answer -> {
            long now = cloud.now();
            Map<String, PodReport> found = new HashMap<>();
            uids.forEach(uid -> cloud.find(uid).ifPresent(instance -> found.put(uid, watched.add(instance, now))));
            answer(Call.STATUS, settings.hang(), answer, found);
        });
    }

    @Override
    public CompletionStage<Outcome<List<PodReport>>> list() {
        return call(false, answer -> {
            long now = cloud.now();
            List<PodReport> all = cloud.all().stream()
                    .filter(instance -> instance.goneAt() > now)
                    .map(instance -> instance.report(now))
                    .toList();
            answer(Call.LIST, settings.hang(), answer, all);
        });
    }

    @Override
    public CompletionStage<Outcome<Health>> ping() {
        return call(
                false, answer -> answer(Call.PING, settings.hang(), answer, new Health("the simulated cloud is up")));
    }

    @Override
    public void subscribe(Consumer<PodReport> changes) {
        if (settings.pushes()) {
            watched.subscribe(changes);
        }
    }

    @Override
    public void close() {
        access.close();
        loop.close();
        open.forEach(answer -> answer.unavailable("Closed", "the provider was closed before the answer came"));
    }

    private interface Body<T> {
        void run(Answer<T> answer) throws IOException;
    }

    private <T> CompletionStage<Outcome<T>> call(boolean writes, Body<T> body) {
        var answer = new Answer<T>();
        open.add(answer);
        CompletableFuture<Outcome<T>> stage = answer.future().whenComplete((outcome, bug) -> open.remove(answer));
        loop.submit(new Loop.Task(writes, () -> body.run(answer), answer));
        return stage;
    }

    /** The call whose answers never come leaves its caller waiting, until the provider is closed. */
    private <T> void answer(Call call, Set<Call> hang, Answer<T> answer, T value) {
        if (!hang.contains(call)) {
            loop.at(cloud.now(), () -> answer.success(value));
        }
    }

    private interface OrderBody {
        void run(PodRequest request, Order order, Answer<PodReport> answer) throws IOException;
    }

    private CompletionStage<Outcome<PodReport>> order(PodRequest request, OrderBody body) {
        long call = calls.incrementAndGet();
        var random = new SplittableRandom(
                settings.seed() + 31L * request.pod().id().uid().hashCode() + (call << 32));
        try {
            Order order = Order.draw(request, settings, random);
            return call(true, answer -> body.run(request, order, answer));
        } catch (IllegalArgumentException e) {
            var failure = new ProviderFailure.Invalid("InvalidAnnotation", String.valueOf(e.getMessage()));
            return CompletableFuture.completedFuture(Outcome.failed(failure));
        }
    }

    private void create(PodRequest request, Order order, Answer<PodReport> answer) throws IOException {
        PodId pod = request.pod().id();
        long answerAt = cloud.now() + order.answerMillis();
        if (order.fate() == Fate.REJECTED) {
            loop.at(answerAt, () -> answer.rejected("SimulatedRejection", "refused, as create-failures says"));
            return;
        }
        if (order.fate() == Fate.UNAVAILABLE_BEFORE) {
            loop.at(answerAt, () -> answer.unavailable("SimulatedOutage", "no answer, as create-failures says"));
            return;
        }
        Optional<Instance> there = cloud.find(pod.uid());
        if (there.isPresent() && there.get().stop().isPresent()) {
            loop.at(answerAt, () -> answer.rejected("Deleting", "what ran of this pod is still being deleted"));
            return;
        }
        if (there.isPresent()) {
            cloud.write(Operation.CREATE_REPEATED, pod, null, null);
        } else {
            cloud.write(Operation.CREATED, pod, order.plan(), null);
        }
        if (order.fate() == Fate.UNAVAILABLE_AFTER) {
            loop.at(answerAt, () -> answer.unavailable("SimulatedOutage", "no answer, as create-failures says"));
        } else if (!order.plan().hang().contains(Call.CREATE)) {
            loop.at(answerAt, () -> answerNow(pod, answer));
        }
    }

    private void update(PodRequest request, Order order, Answer<PodReport> answer) throws IOException {
        PodId pod = request.pod().id();
        if (cloud.find(pod.uid()).isEmpty()) {
            loop.at(cloud.now(), () -> answer.rejected("NotFound", "the cloud does not have this pod"));
            return;
        }
        cloud.write(Operation.UPDATED, pod, order.plan(), null);
        if (!order.plan().hang().contains(Call.UPDATE)) {
            loop.at(cloud.now(), () -> answerNow(pod, answer));
        }
    }

    private void answerNow(PodId pod, Answer<PodReport> answer) {
        cloud.find(pod.uid())
                .ifPresentOrElse(
                        instance -> answer.success(watched.add(instance, cloud.now())),
                        () -> answer.rejected("Deleted", "somebody has deleted it meanwhile"));
    }

    private void delete(PodId pod, Duration grace, Answer<Optional<PodReport>> answer) throws IOException {
        Optional<Instance> there = cloud.find(pod.uid());
        if (there.isEmpty()) {
            cloud.write(Operation.DELETE_REPEATED, pod, null, grace.toMillis());
            answer(Call.DELETE, settings.hang(), answer, Optional.empty());
            return;
        }
        Instance instance = there.get();
        if (!instance.plan().hang().contains(Call.DELETE)) {
            deletions
                    .computeIfAbsent(instance.serial(), any -> new ArrayList<>())
                    .add(answer);
        }
        Operation operation = instance.stop().isPresent() ? Operation.DELETE_REPEATED : Operation.DELETED;
        cloud.write(operation, pod, null, grace.toMillis());
    }

    /** A line, ours or another replica's, made or changed this instance. */
    private void changed(Instance instance) {
        if (instance.stop().isPresent()) {
            loop.at(instance.goneAt(), () -> gone(instance));
        }
        watched.changed(instance);
    }

    /** Its end may be seen late, after all its changes are past: so the last of them is told here. */
    private void gone(Instance instance) {
        PodReport last = instance.report(instance.goneAt());
        if (cloud.forget(instance)) {
            watched.gone(last);
        }
        Optional.ofNullable(deletions.remove(instance.serial()))
                .ifPresent(answers -> answers.forEach(answer -> answer.success(Optional.of(last))));
    }
}

package io.podbridge.devcluster.control.workload;

import static io.podbridge.devcluster.resource.ResourceTypes.JOBS;
import static io.podbridge.devcluster.resource.ResourceTypes.PODS;

import io.podbridge.devcluster.control.reconcile.Change;
import io.podbridge.devcluster.control.reconcile.Controller;
import io.podbridge.devcluster.control.reconcile.Decision;
import io.podbridge.devcluster.control.reconcile.Observed;
import io.podbridge.devcluster.control.reconcile.Owner;
import io.podbridge.devcluster.control.reconcile.PodView;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Jobs. Knows of a pod until it is counted, so that a Job of many pods costs no more than its parallelism. */
public final class JobController implements Controller {
    private final Map<ObjectKey, JobView> jobs = new HashMap<>();
    private final Map<ObjectKey, Map<ObjectKey, PodView>> podsByJob = new HashMap<>();
    private final Map<ObjectKey, PodView> strays = new HashMap<>();
    private final Map<String, Failures> failures = new HashMap<>();

    @Override
    public String name() {
        return "job-controller";
    }

    @Override
    public List<ResourceType> watches() {
        return List.of(JOBS, PODS);
    }

    @Override
    public Collection<ObjectKey> observe(Change change, Instant now) {
        if (change.type().equals(PODS)) {
            return pod(change, now);
        }
        change.before()
                .filter(job -> change.gone())
                .ifPresent(job -> failures.remove(job.meta().uid()));
        change.wholeNow()
                .map(JobView::of)
                .ifPresentOrElse(job -> jobs.put(change.key(), job), () -> jobs.remove(change.key()));
        return List.of(change.key());
    }

    private Collection<ObjectKey> pod(Change change, Instant now) {
        var before = change.before().flatMap(JobController::job);
        var after = change.now().flatMap(JobController::job);
        strays.remove(change.key());
        before.ifPresent(job -> podsByJob.computeIfPresent(job, (same, pods) -> {
            pods.remove(change.key());
            return pods.isEmpty() ? null : pods;
        }));
        change.podNow()
                .filter(pod -> JobTracking.tracked(pod) || !pod.terminated())
                .ifPresent(pod -> after.ifPresentOrElse(job -> group(job).put(change.key(), pod), () -> stray(pod)));
        change.now().ifPresent(pod -> note(pod.meta().controller(), change, now));
        return Stream.of(
                        before.stream(), after.stream(), Stream.of(change.key()).filter(strays::containsKey))
                .flatMap(Function.identity())
                .distinct()
                .toList();
    }

    private Map<ObjectKey, PodView> group(ObjectKey job) {
        return podsByJob.computeIfAbsent(job, same -> new LinkedHashMap<>());
    }

    /** Of a Job that was deleted without its pods. */
    private void stray(PodView pod) {
        if (JobTracking.tracked(pod)) {
            strays.put(pod.key(), pod);
        }
    }

    /** The name of the Job that controls it; another of that name may be there meanwhile. */
    private static Optional<ObjectKey> job(Observed pod) {
        return pod.meta()
                .controller()
                .filter(owner -> owner.kind().equals("Job"))
                .map(owner -> new ObjectKey(JOBS, pod.key().namespace(), owner.name()));
    }

    /** For the pauses between one failure and the next attempt; forgotten when this program ends, as in Kubernetes. */
    private void note(Optional<Owner> owner, Change change, Instant now) {
        var uid = owner.filter(each -> each.kind().equals("Job")).map(Owner::uid);
        var before = change.podBefore().filter(pod -> !change.gone());
        var pod = change.podNow();
        if (pod.filter(PodView::succeeded).isPresent()) {
            uid.ifPresent(failures::remove);
        } else if (pod.filter(PodView::failed).isPresent()
                && before.filter(PodView::failed).isEmpty()) {
            uid.ifPresent(each -> failures.merge(each, Failures.NONE.another(now), (old, first) -> old.another(now)));
        }
    }

    @Override
    public Decision decide(ObjectKey key, Instant now) {
        if (strays.containsKey(key)) {
            return Decision.of(JobTracking.release(strays.get(key)));
        }
        var job = jobs.get(key);
        var pods = List.copyOf(podsByJob.getOrDefault(key, Map.of()).values());
        if (job == null) {
            return Decision.of(JobDecision.release(pods));
        }
        var unsupported = job.unsupported();
        if (unsupported.isPresent()) {
            return NotSupported.tell(job.meta(), unsupported.get());
        }
        var uid = job.meta().uid();
        var mine = pods.stream().filter(pod -> pod.meta().controlledBy(uid)).toList();
        var others = pods.stream().filter(pod -> !pod.meta().controlledBy(uid)).toList();
        return others.stream().anyMatch(JobTracking::tracked)
                ? Decision.of(JobDecision.release(others))
                : JobDecision.of(job, mine, failures.getOrDefault(uid, Failures.NONE), now);
    }
}

package io.podbridge.devcluster.control.workload;

import static io.podbridge.devcluster.resource.ResourceTypes.PODS;

import io.podbridge.devcluster.api.DeleteOptions.Propagation;
import io.podbridge.devcluster.control.reconcile.Action;
import io.podbridge.devcluster.control.reconcile.Conditions;
import io.podbridge.devcluster.control.reconcile.Conditions.Said;
import io.podbridge.devcluster.control.reconcile.Conditions.Stamp;
import io.podbridge.devcluster.control.reconcile.Decision;
import io.podbridge.devcluster.control.reconcile.Json;
import io.podbridge.devcluster.control.reconcile.PodView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What is to be done for a Job: {@code syncJob} of kube-controller-manager. */
final class JobDecision {
    private static final int BURST = 500;

    private final JobView job;
    private final List<PodView> pods;
    private final List<PodView> active;
    private final Instant now;
    private final JobTracking tracking;
    private final ObjectNode status;
    private final List<Action> actions = new ArrayList<>();
    private Optional<Duration> again = Optional.empty();

    private JobDecision(JobView job, Collection<PodView> pods, Instant now) {
        this.job = job;
        this.pods = List.copyOf(pods);
        this.active = pods.stream().filter(PodView::active).toList();
        this.now = now;
        this.tracking = JobTracking.of(job, pods);
        this.status = tracking.status();
    }

    /** @param pods those of the Job that have not ended, or have the tracking finalizer still */
    static Decision of(JobView job, Collection<PodView> pods, Failures failures, Instant now) {
        if (job.meta().deleting()) {
            return Decision.of(release(pods));
        }
        var finished = job.finished();
        if (finished.isPresent()) {
            return afterwards(job, pods, finished.get(), now);
        }
        var decision = new JobDecision(job, pods, now);
        decision.run(failures);
        decision.write();
        var next = Decision.of(decision.actions);
        return decision.again.map(next::again).orElse(next);
    }

    private static Decision afterwards(JobView job, Collection<PodView> pods, Instant finished, Instant now) {
        var actions = new ArrayList<>(release(pods));
        if (job.ttl().isEmpty()) {
            return Decision.of(actions);
        }
        var left = Duration.between(now, finished.plusSeconds(job.ttl().getAsLong()));
        if (left.isPositive()) {
            return Decision.of(actions).again(left);
        }
        actions.add(Action.delete(job.meta(), Propagation.FOREGROUND));
        return Decision.of(actions);
    }

    /** Of what nobody will count any more. */
    static List<Action> release(Collection<PodView> pods) {
        return pods.stream()
                .filter(JobTracking::tracked)
                .map(JobTracking::release)
                .toList();
    }

    private void run(Failures failures) {
        start();
        var verdict = verdict();
        if (verdict.isPresent()) {
            end(verdict.get());
        } else if (job.suspended()) {
            active.forEach(this::delete);
        } else {
            manage(failures);
        }
    }

    private void start() {
        if (job.suspended() && verdict().isEmpty()) {
            if (!Conditions.isTrue(status, "Suspended")) {
                say("Suspended", "True", "JobSuspended", "Job suspended");
                tell(false, "Suspended", "Job suspended");
            }
            status.remove("startTime");
            return;
        }
        if (Conditions.isTrue(status, "Suspended")) {
            say("Suspended", "False", "JobResumed", "Job resumed");
            tell(false, "Resumed", "Job resumed");
        }
        if (job.started().isEmpty()) {
            status.put("startTime", Json.time(now));
        }
    }

    /** How it ends, once that is certain; what was said once stays. */
    private Optional<Said> verdict() {
        for (var type : List.of("FailureTarget", "SuccessCriteriaMet")) {
            var said = Conditions.find(job.status(), type);
            if (said.isPresent() && Conditions.isTrue(job.status(), type)) {
                var condition = said.get();
                return Optional.of(new Said(
                        type,
                        "True",
                        condition.path("reason").asString(""),
                        condition.path("message").asString("")));
            }
        }
        return failure().or(this::success);
    }

    private Optional<Said> failure() {
        if (tracking.failed() > job.backoffLimit() || restartedTooOften()) {
            return Optional.of(new Said(
                    "FailureTarget", "True", "BackoffLimitExceeded", "Job has reached the specified backoff limit"));
        }
        var left = job.suspended() ? Optional.<Duration>empty() : untilDeadline();
        left.filter(Duration::isPositive).ifPresent(this::later);
        return left.filter(rest -> !rest.isPositive())
                .map(rest -> new Said(
                        "FailureTarget", "True", "DeadlineExceeded", "Job was active longer than specified deadline"));
    }

    private Optional<Duration> untilDeadline() {
        return job.deadline().isEmpty()
                ? Optional.empty()
                : job.started()
                        .or(() -> Optional.of(now))
                        .map(start -> Duration.between(
                                now, start.plusSeconds(job.deadline().getAsLong())));
    }

    /** Containers that are restarted in place count, if that is what the pods ask for. */
    private boolean restartedTooOften() {
        if (!job.template().path("spec").path("restartPolicy").asString("").equals("OnFailure")) {
            return false;
        }
        int restarts = active.stream().mapToInt(PodView::restarts).sum();
        return job.backoffLimit() == 0 ? restarts > 0 : restarts >= job.backoffLimit();
    }

    private Optional<Said> success() {
        boolean complete = job.completions().isPresent()
                ? tracking.succeeded() >= job.completions().getAsInt()
                : tracking.succeeded() > 0 && active.isEmpty();
        return complete
                ? Optional.of(new Said(
                        "SuccessCriteriaMet",
                        "True",
                        "CompletionsReached",
                        "Reached expected number of succeeded pods"))
                : Optional.empty();
    }

    /** First it is said how it ends, then the pods go, and when the last has ended, it has. */
    private void end(Said verdict) {
        say(verdict.type(), "True", verdict.reason(), verdict.message());
        active.forEach(this::delete);
        boolean ended = pods.stream().allMatch(PodView::terminated) && noneUncounted();
        if (!ended) {
            return;
        }
        boolean failed = verdict.type().equals("FailureTarget");
        say(failed ? "Failed" : "Complete", "True", verdict.reason(), verdict.message());
        if (failed) {
            tell(true, verdict.reason(), verdict.message());
        } else {
            status.put("completionTime", Json.time(now));
            tell(false, "Completed", "Job completed");
        }
    }

    private boolean noneUncounted() {
        return status.path("uncountedTerminatedPods").isEmpty();
    }

    private void manage(Failures failures) {
        int wanted = wanted();
        if (active.size() > wanted) {
            Dispensable.first(active, active.size() - wanted).forEach(this::delete);
            return;
        }
        long leaving = pods.stream()
                .filter(pod -> pod.meta().deleting() && !pod.terminated())
                .count();
        int missing = wanted - active.size() - (job.replaceFailedOnly() ? (int) leaving : 0);
        if (missing <= 0) {
            return;
        }
        var pause = failures.pause(now);
        if (pause.isPositive()) {
            later(pause);
            return;
        }
        create(Math.min(missing, BURST));
        if (missing > BURST) {
            again = Optional.of(Duration.ZERO);
        }
    }

    private int wanted() {
        if (job.completions().isEmpty()) {
            return tracking.succeeded() > 0 ? active.size() : job.parallelism();
        }
        return Math.clamp((long) job.completions().getAsInt() - tracking.succeeded(), 0, job.parallelism());
    }

    private void create(int count) {
        var labels = Map.of(
                "batch.kubernetes.io/controller-uid", job.meta().uid(),
                "batch.kubernetes.io/job-name", job.meta().key().name(),
                "controller-uid", job.meta().uid(),
                "job-name", job.meta().key().name());
        var pod = PodTemplate.pod(job.template(), job.meta(), labels);
        pod.withObjectProperty("metadata").withArrayProperty("finalizers").add(JobTracking.FINALIZER);
        var create = new Action.Create(PODS, job.meta().key().namespace(), pod, job.meta());
        actions.addAll(Collections.nCopies(count, create));
    }

    private void delete(PodView pod) {
        actions.add(Action.delete(pod.meta(), Propagation.BACKGROUND));
        tell(false, "SuccessfulDelete", "Deleted pod: " + pod.key().name());
    }

    private void tell(boolean warning, String reason, String message) {
        actions.add(new Action.Tell(job.meta(), warning, reason, message));
    }

    private void say(String type, String is, String reason, String message) {
        Conditions.set(status, new Said(type, is, reason, message), now, Stamp.PROBE);
    }

    private void later(Duration after) {
        again = Optional.of(again.filter(sooner -> sooner.compareTo(after) < 0).orElse(after));
    }

    /** The status goes first: a pod may only lose its finalizer when it is written that it counts. */
    private void write() {
        count("active", active.size());
        status.put("ready", (int) active.stream().filter(PodView::ready).count());
        status.put("terminating", (int) pods.stream()
                .filter(pod -> pod.meta().deleting() && !pod.terminated())
                .count());
        if (!status.equals(job.status())) {
            var body = job.tree().deepCopy();
            body.set("status", status);
            actions.addFirst(new Action.Update(job.meta().key(), "status", body));
        }
        actions.addAll(tracking.release());
    }

    private void count(String field, int count) {
        if (count == 0) {
            status.remove(field);
        } else {
            status.put(field, count);
        }
    }
}

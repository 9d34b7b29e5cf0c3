package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.status.History;
import io.podbridge.core.lifecycle.status.PodStatusView;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.ProviderFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of a pod, whatever the stage.
 *
 * @param seen the pod as the API server is known to hold it; empty before it was seen and after it is gone
 * @param report the platform's last report of what runs; empty where nothing is known to run
 * @param history what happened to the pod's containers before
 * @param attempt how far the stage's order has got
 */
record Known(Optional<Pod> seen, Optional<PodReport> report, History history, Attempt attempt) {

    /** Nothing was seen, or all was forgotten. */
    static Known nothing() {
        return new Known(Optional.empty(), Optional.empty(), History.none(), Attempt.first());
    }

    /** All that a pod's own status tells. */
    static Known of(Pod pod) {
        return new Known(Optional.of(pod), Optional.empty(), History.of(pod), Attempt.first());
    }

    /**
     * The pod, in a stage that is entered with one.
     *
     * @throws IllegalStateException if the API server is not known to hold it
     */
    Pod pod() {
        return seen.orElseThrow(() -> new IllegalStateException("the API server is not known to hold this pod"));
    }

    /** The last report of the containers: the platform's, else the API server's status. */
    PodReport latest() {
        return report.orElseGet(() -> PodReport.known(pod()));
    }

    /** When {@code activeDeadlineSeconds} are over; a pod that waits for its sidecars' end only has kept them. */
    Optional<Instant> deadline() {
        return report.filter(last -> last.over(pod().spec())).isPresent() ? Optional.empty() : pod().deadline();
    }

    /** Whether this replica holds the containers. */
    boolean heldBy(String replica) {
        return report.flatMap(PodReport::replica).filter(replica::equals).isPresent();
    }

    /** Whether a failure is being waited out with {@code Timer.RETRY}. */
    boolean waiting() {
        return attempt.waiting();
    }

    /** The pod's status, as the API server is told it. */
    PodStatusView view(LifecycleContext context) {
        return new PodStatusView(pod(), history, context);
    }

    /** The same with a newer pod. */
    Known with(Pod newer) {
        return new Known(Optional.of(newer), report, history, attempt);
    }

    /** The same with a newer report. */
    Known with(PodReport newer) {
        return new Known(seen, Optional.of(newer), history, attempt);
    }

    /** The same with this report and the containers that have done their work; announced if any container has run. */
    Known taking(PodReport newer) {
        var whole = history.withDone(newer);
        return (whole.started() ? announced() : this).with(whole);
    }

    /** The same with another history. */
    Known with(History other) {
        return new Known(seen, report, other, attempt);
    }

    private Known with(Attempt other) {
        return new Known(seen, report, history, other);
    }

    /** The API server has the pod no more. */
    Known gone() {
        return new Known(Optional.empty(), report, history, attempt);
    }

    /** Nothing is known to run any more. */
    Known unreported() {
        return new Known(seen, Optional.empty(), history, attempt);
    }

    /** With the restarts of the last report in the history. */
    Known counted() {
        return report.map(last -> with(history.counting(last))).orElse(this);
    }

    /** With a history of which the API server is told even if nothing has started yet. */
    Known announced() {
        return with(history.announce());
    }

    /** No attempt has failed. */
    Known fresh() {
        return with(Attempt.first());
    }

    /** The wait is over: the order is under way again. */
    Known again() {
        return with(attempt.again());
    }

    /** The order failed, and is to be repeated. */
    Known failed(ProviderFailure failure) {
        return with(attempt.failed(failure));
    }

    /** Decides for this stage, whose attempt goes on. */
    Step to(Stage stage, Effect... effects) {
        return new Step(this, stage, List.of(effects));
    }

    /** Decides for this stage, which begins with a first attempt. */
    Step enter(Stage stage, Effect... effects) {
        return fresh().to(stage, effects);
    }

    /** Decides to repeat the stage's order after a while. */
    Step retry(Stage stage, ProviderFailure failure, LifecycleContext context, Effect... notes) {
        var next = failed(failure);
        var effects = Stream.concat(Stream.of(notes), Stream.of(next.attempt.timer(context)));
        return new Step(next, stage, effects.toList());
    }
}

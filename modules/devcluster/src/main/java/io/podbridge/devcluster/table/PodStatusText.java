package io.podbridge.devcluster.table;

import static io.podbridge.devcluster.table.Subject.word;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What READY, STATUS and RESTARTS say of a pod: {@code printPod} of kube-apiserver, step by step, as people know these
 * words by heart. One use, one pod.
 */
final class PodStatusText {
    private final Subject pod;
    private final Set<String> sidecars = new HashSet<>();
    private final Restarts ofInitContainers = new Restarts();
    private final Restarts restarts = new Restarts();
    private int ready;
    private String reason;

    private PodStatusText(Subject pod) {
        this.pod = pod;
        reason = pod.textOr(pod.text("status", "phase"), "status", "reason");
        if (pod.each("status", "conditions").anyMatch(PodStatusText::gated)) {
            reason = "SchedulingGated";
        }
        pod.each("spec", "initContainers")
                .filter(container -> word(container, "restartPolicy").equals("Always"))
                .forEach(container -> sidecars.add(word(container, "name")));
    }

    static PodStatusText of(Subject pod) {
        PodStatusText text = new PodStatusText(pod);
        boolean initializing = text.readInitContainers();
        if (!initializing || pod.isTrue("Initialized")) {
            text.readContainers();
        } else {
            text.restarts.replaceBy(text.ofInitContainers);
        }
        text.readDeletion();
        return text;
    }

    String ready() {
        return ready + "/" + (pod.at("spec", "containers").size() + sidecars.size());
    }

    String status() {
        return reason;
    }

    String restarts() {
        return restarts.last
                .filter(last -> restarts.count != 0)
                .map(last -> restarts.count + " (" + HumanDuration.of(Duration.between(last, pod.now())) + " ago)")
                .orElse(String.valueOf(restarts.count));
    }

    private static boolean gated(JsonNode condition) {
        return word(condition, "type").equals("PodScheduled")
                && word(condition, "reason").equals("SchedulingGated");
    }

    /** Whether an init container is not through yet. */
    private boolean readInitContainers() {
        int index = 0;
        for (JsonNode status : pod.at("status", "initContainerStatuses")) {
            boolean sidecar = sidecars.contains(word(status, "name"));
            ofInitContainers.add(status);
            if (sidecar) {
                restarts.add(status);
            }
            if (!isThrough(status, sidecar)) {
                reason = "Init:" + initReason(status, index);
                return true;
            }
            index++;
        }
        return false;
    }

    private boolean isThrough(JsonNode status, boolean sidecar) {
        JsonNode terminated = status.path("state").path("terminated");
        if (terminated.isObject() && terminated.path("exitCode").asInt(0) == 0) {
            return true;
        }
        boolean started = sidecar && status.path("started").asBoolean(false);
        if (started && status.path("ready").asBoolean(false)) {
            ready++;
        }
        return started;
    }

    private String initReason(JsonNode status, int index) {
        JsonNode terminated = status.path("state").path("terminated");
        if (terminated.isObject()) {
            return end(terminated);
        }
        String waiting = word(status.path("state").path("waiting"), "reason");
        return waiting.isEmpty() || waiting.equals("PodInitializing")
                ? index + "/" + pod.at("spec", "initContainers").size()
                : waiting;
    }

    private void readContainers() {
        boolean running = false;
        String error = "";
        List<JsonNode> statuses =
                pod.each("status", "containerStatuses").toList().reversed();
        for (JsonNode status : statuses) {
            restarts.add(status);
            JsonNode state = status.path("state");
            String waiting = word(state.path("waiting"), "reason");
            if (!waiting.isEmpty()) {
                reason = waiting;
            } else if (state.path("terminated").isObject()) {
                reason = end(state.path("terminated"));
                error = state.path("terminated").path("exitCode").asInt(0) == 0 ? error : reason;
            } else if (status.path("ready").asBoolean(false)
                    && state.path("running").isObject()) {
                running = true;
                ready++;
            }
        }
        if (reason.equals("Completed")) {
            reason = ofPartlyCompleted(running, error);
        }
    }

    /** Some containers have ended well: what the others do is more telling. */
    private String ofPartlyCompleted(boolean running, String error) {
        if (running && pod.isTrue("Ready")) {
            return "Running";
        }
        if (!error.isEmpty()) {
            return error;
        }
        return running ? "NotReady" : "Completed";
    }

    private static String end(JsonNode terminated) {
        String reason = word(terminated, "reason");
        int signal = terminated.path("signal").asInt(0);
        if (!reason.isEmpty()) {
            return reason;
        }
        return signal == 0 ? "ExitCode:" + terminated.path("exitCode").asInt(0) : "Signal:" + signal;
    }

    private void readDeletion() {
        String phase = pod.text("status", "phase");
        if (!pod.deleted()) {
            return;
        }
        if (pod.text("status", "reason").equals("NodeLost")) {
            reason = "Unknown";
        } else if (!phase.equals("Succeeded") && !phase.equals("Failed")) {
            reason = "Terminating";
        }
    }

    /** How often, and when the last one was. */
    private static final class Restarts {
        private int count;
        private Optional<Instant> last = Optional.empty();

        void add(JsonNode status) {
            count += status.path("restartCount").asInt(0);
            Subject.instant(status.path("lastState").path("terminated").path("finishedAt"))
                    .filter(end -> last.isEmpty() || last.get().isBefore(end))
                    .ifPresent(end -> last = Optional.of(end));
        }

        void replaceBy(Restarts other) {
            count = other.count;
            last = other.last;
        }
    }
}

package io.podbridge.devcluster.control.house;

import io.podbridge.devcluster.control.reconcile.Action;
import io.podbridge.devcluster.control.reconcile.Conditions;
import io.podbridge.devcluster.control.reconcile.Json;
import io.podbridge.devcluster.control.reconcile.Observed;
import io.podbridge.devcluster.control.reconcile.Taint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The taints that stand for a node's conditions: {@code doNoScheduleTaintingPass}, {@code doNoExecuteTaintingPass}. */
final class NodeTaints {
    private static final Map<String, String> PRESSURES = Map.of(
            "MemoryPressure", "node.kubernetes.io/memory-pressure",
            "DiskPressure", "node.kubernetes.io/disk-pressure",
            "PIDPressure", "node.kubernetes.io/pid-pressure",
            "NetworkUnavailable", "node.kubernetes.io/network-unavailable");
    private static final Set<String> MANAGED = managed();

    private record Name(String key, String effect) {
        static Name of(Taint taint) {
            return new Name(taint.key(), taint.effect());
        }
    }

    private NodeTaints() {}

    private static Set<String> managed() {
        var keys = new HashSet<>(PRESSURES.values());
        keys.addAll(List.of(Taint.NOT_READY, Taint.UNREACHABLE, Taint.UNSCHEDULABLE));
        return Set.copyOf(keys);
    }

    /** Absent if they are as they should be. Taints of others stay as they are. */
    static Optional<Action> correction(Observed.Whole node, Instant now) {
        var expected = expected(node.tree());
        var taints = Taint.listOf(node.tree());
        var right = new ArrayList<Taint>();
        var there = new HashSet<Name>();
        for (var taint : taints) {
            if (!MANAGED.contains(taint.key()) || expected.contains(Name.of(taint))) {
                right.add(taint);
                there.add(Name.of(taint));
            }
        }
        expected.stream()
                .filter(name -> !there.contains(name))
                .forEach(name -> right.add(new Taint(name.key(), "", name.effect(), Optional.of(now))));
        return right.equals(taints) ? Optional.empty() : Optional.of(write(node, right));
    }

    private static Action write(Observed.Whole node, List<Taint> taints) {
        var body = Json.object();
        var array = body.putObject("spec").putArray("taints");
        taints.forEach(taint -> array.add(taint.tree()));
        return Action.merge(node.meta(), "", body);
    }

    private static List<Name> expected(JsonNode node) {
        var status = node.path("status");
        var expected = new ArrayList<Name>();
        var ready = Conditions.find(status, "Ready")
                .map(condition -> condition.path("status").asString(""));
        if (ready.isEmpty()) {
            expected.add(new Name(Taint.NOT_READY, Taint.NO_SCHEDULE));
        } else if (!ready.get().equals("True")) {
            var key = ready.get().equals("Unknown") ? Taint.UNREACHABLE : Taint.NOT_READY;
            expected.add(new Name(key, Taint.NO_SCHEDULE));
            expected.add(new Name(key, Taint.NO_EXECUTE));
        }
        if (node.path("spec").path("unschedulable").asBoolean(false)) {
            expected.add(new Name(Taint.UNSCHEDULABLE, Taint.NO_SCHEDULE));
        }
        PRESSURES.forEach((type, key) -> {
            if (Conditions.isTrue(status, type)) {
                expected.add(new Name(key, Taint.NO_SCHEDULE));
            }
        });
        return expected;
    }
}

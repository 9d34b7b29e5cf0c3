package io.podbridge.devcluster.control;

import static io.podbridge.devcluster.resource.ResourceTypes.EVENTS;
import static io.podbridge.devcluster.resource.ResourceTypes.LEASES;
import static io.podbridge.devcluster.resource.ResourceTypes.NODES;
import static io.podbridge.devcluster.resource.ResourceTypes.PODS;

import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.DeleteOptions;
import io.podbridge.devcluster.api.ListOptions;
import io.podbridge.devcluster.api.Patch;
import io.podbridge.devcluster.api.WriteOptions;
import io.podbridge.devcluster.control.reconcile.Controller;
import io.podbridge.devcluster.control.reconcile.SteppedLoop;
import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.verbs.ApiServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A real API in memory, controllers that are stepped, and a kubelet that does what the test says. */
public final class TestCluster {
    public static final WriteOptions WRITE = WriteOptions.of("test");
    private static final int PATIENCE = 100_000;

    private final MovedClock clock = new MovedClock();
    private final ApiServer api = ApiServer.start(clock);
    private final List<SteppedLoop> loops;

    public TestCluster(Controller... controllers) {
        loops = Arrays.stream(controllers)
                .map(controller -> new SteppedLoop(api, clock, controller))
                .toList();
    }

    public ApiServer api() {
        return api;
    }

    public MovedClock clock() {
        return clock;
    }

    public Instant now() {
        return clock.instant();
    }

    /** Until nobody has anything to do without time. */
    public void settle() {
        int steps = 0;
        for (boolean busy = true; busy; ) {
            busy = false;
            for (var loop : loops) {
                busy |= loop.step();
            }
            if (steps++ > PATIENCE) {
                throw new AssertionError("the controllers do not come to rest");
            }
        }
    }

    /** One decision of each controller. */
    public void step() {
        loops.forEach(SteppedLoop::step);
    }

    /** Lets time pass, with everything that becomes due meanwhile. */
    public void pass(Duration time) {
        var end = now().plus(time);
        settle();
        for (var next = nextDue(end); next.isPresent(); next = nextDue(end)) {
            clock.moveTo(next.get());
            settle();
        }
        clock.moveTo(end);
        settle();
    }

    private Optional<Instant> nextDue(Instant end) {
        return loops.stream()
                .flatMap(loop -> loop.nextDue().stream())
                .filter(due -> due.isAfter(now()) && !due.isAfter(end))
                .min(Instant::compareTo);
    }

    public List<String> failures() {
        return loops.stream().flatMap(loop -> loop.failures().stream()).toList();
    }

    public static ObjectKey key(ResourceType type, String name) {
        return new ObjectKey(type, type.namespaced() ? "default" : "", name);
    }

    public ObjectNode create(ResourceType type, String json) {
        return create(type, "default", json);
    }

    public ObjectNode create(ResourceType type, String namespace, String json) {
        return api.create(type, type.namespaced() ? namespace : "", Json.parse(json), WRITE)
                .tree();
    }

    public ObjectNode get(ResourceType type, String name) {
        return api.get(key(type, name)).tree();
    }

    public boolean exists(ResourceType type, String name) {
        try {
            get(type, name);
            return true;
        } catch (ApiFailure failure) {
            return false;
        }
    }

    public List<ObjectNode> list(ResourceType type) {
        return api.list(type, "default", ListOptions.ALL).items().stream()
                .map(object -> object.tree())
                .toList();
    }

    /** A merge patch. */
    public void patch(ResourceType type, String name, String subresource, String json) {
        api.patch(key(type, name), subresource, new Patch(Patch.Type.MERGE, Json.parse(json)), WRITE);
    }

    public void delete(ResourceType type, String name, DeleteOptions.Propagation propagation) {
        api.delete(
                key(type, name),
                new DeleteOptions(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(propagation), false));
    }

    public void delete(ResourceType type, String name) {
        delete(type, name, DeleteOptions.Propagation.BACKGROUND);
    }

    /** The last word on a pod that is being deleted. */
    public void finish(String pod) {
        api.delete(
                key(PODS, pod),
                new DeleteOptions(Optional.of(0L), Optional.empty(), Optional.empty(), Optional.empty(), false));
    }

    public List<String> names(ResourceType type) {
        return list(type).stream().map(TestCluster::name).toList();
    }

    public static String name(ObjectNode object) {
        return Json.text(object, "metadata", "name");
    }

    public static boolean deleting(ObjectNode object) {
        return Json.present(object, "metadata", "deletionTimestamp");
    }

    /** The status of a condition; empty if it is not there. */
    public static String condition(ObjectNode object, String type) {
        return Json.objects(object, "status", "conditions").stream()
                .filter(each -> Json.text(each, "type").equals(type))
                .map(each -> Json.text(each, "status") + " " + Json.text(each, "reason"))
                .findFirst()
                .orElse("");
    }

    /** Reasons of the Events about an object. */
    public List<String> events(String about) {
        return api.list(EVENTS, "", ListOptions.ALL).items().stream()
                .map(object -> object.tree())
                .filter(event -> Json.text(event, "involvedObject", "name").equals(about))
                .map(event -> Json.text(event, "reason"))
                .toList();
    }

    /** The pod runs and is ready. */
    public void ready(String pod) {
        status(pod, "Running", "True");
    }

    public void status(String pod, String phase, String ready) {
        patch(PODS, pod, "status", """
            {"status":{"phase":"%s","conditions":[
              {"type":"PodScheduled","status":"True"},
              {"type":"Ready","status":"%s","lastTransitionTime":"%s"}]}}\
            """.formatted(phase, ready, now()));
    }

    /** All pods run and are ready, and those that shall end have ended. */
    public void kubelet() {
        for (var pod : list(PODS)) {
            if (deleting(pod)) {
                finish(name(pod));
            } else if (Json.text(pod, "status", "phase").equals("Pending")) {
                ready(name(pod));
            }
        }
    }

    /** The kubelet and the controllers in turn, until neither has anything to do. */
    public void live() {
        settle();
        for (long before = -1; before != api.revision(); ) {
            before = api.revision();
            kubelet();
            settle();
        }
    }

    /** A node that is ready and has room. */
    public void node(String name) {
        create(NODES, """
            {"metadata":{"name":"%s"},"status":{
              "allocatable":{"cpu":"4","memory":"8Gi","pods":"110"},
              "conditions":[{"type":"Ready","status":"True","lastHeartbeatTime":"%s"}]}}\
            """.formatted(name, now()));
    }

    /** The node renews its lease. */
    public void renew(String node) {
        var key = new ObjectKey(LEASES, "kube-node-lease", node);
        var body = Json.parse("""
            {"metadata":{"name":"%s"},"spec":{"holderIdentity":"%s","renewTime":"%s"}}\
            """.formatted(
                        node, node, now().toString().replace("Z", ".000000Z").replaceAll("\\.\\d+\\.", ".")));
        try {
            api.patch(key, "", new Patch(Patch.Type.MERGE, body), WRITE);
        } catch (ApiFailure absent) {
            api.create(LEASES, "kube-node-lease", body, WRITE);
        }
    }
}

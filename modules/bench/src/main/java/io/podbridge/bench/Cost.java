package io.podbridge.bench;

import java.util.Set;

/** What a number of pods cost, from the counters before and after. */
final class Cost {

    static final String WRITES = "writes for each lifecycle, Events apart";
    static final String CPU = "processor of podbridge for each lifecycle";
    static final String GETS = "GETs of pods";
    static final String CONFLICTS = "conflicts (409)";

    private static final double MILLION = 1e6;

    private final Results results;
    private final int repetition;
    private final String subject;
    private final int pods;

    Cost(Results results, int repetition, String subject, int pods) {
        this.results = results;
        this.repetition = repetition;
        this.subject = subject;
        this.pods = pods;
    }

    /** What the pods cost until all ran: these few figures only, the rest is of whole lifecycles. */
    void untilRunning(Processors used) {
        add("processor of podbridge for each pod until it runs", "ms", used.of(Replicas.NAME) / pods);
    }

    /**
     * What whole lifecycles cost: created, run, deleted.
     *
     * @param closures how many of the ended watches were the benchmark's own
     */
    void wholeLifecycles(Snapshot before, Snapshot after, int closures, long residentBytes) {
        processors(after.processors().since(before.processors()));
        add("resident memory of podbridge, all replicas", "MB", residentBytes / MILLION);
        requests(after.requests().since(before.requests()), closures);
    }

    private void processors(Processors used) {
        add(CPU, "ms", used.of(Replicas.NAME) / pods);
        add("processor of kube-apiserver for each lifecycle", "ms", used.of("kube-apiserver") / pods);
        add("processor of etcd for each lifecycle", "ms", used.of("etcd") / pods);
        add("processor of the generator for each lifecycle", "ms", used.of("generator") / pods);
        add("processor of other programs meanwhile, of all that was used", "%", 100 * used.others() / used.all());
        add("processor stolen by the hypervisor, of all that was used", "%", 100 * used.stolen() / used.all());
    }

    /** The benchmark's own requests are known, and taken off: a POST and a DELETE of each pod. */
    private void requests(ApiServerMetrics added, int closures) {
        double statuses = added.count("PATCH", "pods/status");
        double removals = added.count("DELETE", "pods") - pods;
        double events = added.count("POST", "events") + added.count("PATCH", "events");
        double node = added.count("PATCH", "nodes") + added.count("PATCH", "nodes/status");
        add(WRITES, "", (statuses + removals + node) / pods);
        add("status writes for each lifecycle", "", statuses / pods);
        add("removals of objects for each lifecycle", "", removals / pods);
        add("writes of Events for each lifecycle", "", events / pods);
        add("writes of the node", "", node);
        add("writes of leases, kube-apiserver's own included", "", added.count("PUT", "leases"));
        add(GETS, "", added.count("GET", "pods"));
        for (String resource : Set.of("configmaps", "secrets", "services")) {
            add("reads of " + resource, "", added.count("GET", resource) + added.count("LIST", resource));
        }
        add(CONFLICTS, "", added.answered(409));
        add("lists of pods (relists of the feed)", "", added.count("LIST", "pods"));
        add("watches of pods that ended", "", added.count("WATCH", "pods") - closures);
        add("watches of pods that the API server dropped", "", added.droppedWatches());
    }

    private void add(String metric, String unit, double value) {
        results.add(repetition, subject, metric, unit, value);
    }
}

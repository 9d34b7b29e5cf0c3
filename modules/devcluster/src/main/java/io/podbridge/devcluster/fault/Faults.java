package io.podbridge.devcluster.fault;

import io.podbridge.devcluster.request.RequestInfo;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Orders trouble for requests that are to come, and for watches that are open. Thread-safe. */
public final class Faults {
    private final List<Injection> injections = new CopyOnWriteArrayList<>();
    private final Set<OpenWatch> watches = ConcurrentHashMap.newKeySet();

    /** Strikes every request of this sort until it is closed. */
    public Injection inject(Predicate<RequestInfo> which, Fault fault) {
        return inject(which, fault, Integer.MAX_VALUE);
    }

    /** Strikes the next so many requests of this sort. */
    public Injection inject(Predicate<RequestInfo> which, Fault fault, int times) {
        var injection = new Injection(which, fault, times, injections::remove);
        injections.add(injection);
        return injection;
    }

    /** Strikes all requests, health checks too, until it is closed. */
    public Injection brownOut(Fault fault) {
        return inject(any -> true, fault);
    }

    /**
     * Ends open watches, without a word, as a server does that restarts.
     *
     * @return how many
     */
    public int dropWatches(Predicate<RequestInfo> which) {
        var dropped =
                watches.stream().filter(watch -> which.test(watch.request)).toList();
        dropped.forEach(watch -> watch.end.run());
        return dropped.size();
    }

    /** How many watches are open. */
    public int openWatches(Predicate<RequestInfo> which) {
        return (int) watches.stream().filter(watch -> which.test(watch.request)).count();
    }

    /** Ends all trouble. */
    public void liftAll() {
        List.copyOf(injections).forEach(Injection::close);
    }

    /** For the server: what strikes this request, in the order of injection. */
    public List<Injection> striking(RequestInfo request) {
        return injections.isEmpty()
                ? List.of()
                : injections.stream().filter(each -> each.strikes(request)).toList();
    }

    /**
     * For the server: a watch has been opened.
     *
     * @param end ends it
     * @return to be run when it has ended
     */
    public Runnable opened(RequestInfo request, Runnable end) {
        var watch = new OpenWatch(request, end);
        watches.add(watch);
        return () -> watches.remove(watch);
    }

    /** Compared by identity: two watches may ask for the same. */
    private static final class OpenWatch {
        private final RequestInfo request;
        private final Runnable end;

        OpenWatch(RequestInfo request, Runnable end) {
            this.request = request;
            this.end = end;
        }
    }
}

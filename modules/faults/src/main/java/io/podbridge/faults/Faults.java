package io.podbridge.faults;

import io.podbridge.testkit.net.FaultProxy;
import io.podbridge.testkit.net.Passage;
import io.podbridge.testkit.net.StandIn.Reaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Carries planned faults out. For the thread of the replicas. */
final class Faults {
    private static final int BURST = 8;
    private static final int LARGER_BURST = 20;
    private static final int LONGEST_STEP_SECONDS = 40;

    private final Scene scene;
    private final Replicas replicas;
    private final PodLoad load;

    Faults(Scene scene, PodLoad load) {
        this.scene = scene;
        this.replicas = scene.replicas();
        this.load = load;
    }

    /**
     * A fault that has begun.
     *
     * @param what it is, for people
     * @param lift ends it
     */
    record Begun(String what, Runnable lift) {
        private static Begun once(String what) {
            return new Begun(what, () -> {});
        }
    }

    /** Begins it; empty if there is nothing now that it could hit. */
    Optional<Begun> begin(PlannedFault fault) {
        return switch (fault.kind()) {
            case KILL -> victim(fault).map(victim -> kill(fault, victim));
            case RESTART -> victim(fault).map(victim -> restart(fault, victim));
            case PAUSE -> victim(fault).map(this::pause);
            case API_RESET -> Optional.of(onApiServer(fault, "is reset", new Passage.Reset()));
            case API_SILENCE -> Optional.of(onApiServer(fault, "is silent", silence(fault)));
            case API_LATENCY -> Optional.of(onApiServer(fault, "is slow", latency(fault)));
            case API_ERRORS ->
                Optional.of(
                        inPlace(fault, "fails at times", Impostors.brownOut(0.2 + fault.third() / 2, fault.number())));
            case IMPOSTOR -> Optional.of(impostor(fault));
            case PARTITION -> victim(fault).map(victim -> partition(fault, victim));
            case LINK -> Optional.of(link(fault));
            case PLATFORM -> Optional.of(platform());
            case CLOCK -> victim(fault).map(victim -> clock(fault, victim));
            case FORCED_DELETES -> Optional.of(burst("pods are deleted by force", () -> load.delete(BURST, true)));
            case SCALE_DOWN -> Optional.of(burst("pods are deleted", () -> load.delete(LARGER_BURST, false)));
            case UPDATES -> Optional.of(burst("pods are changed", () -> load.update(LARGER_BURST)));
        };
    }

    private Optional<Integer> victim(PlannedFault fault) {
        List<Integer> running = replicas.running();
        if (running.isEmpty()) {
            return Optional.empty();
        }
        int wanted = replica(fault);
        return Optional.of(running.contains(wanted) ? wanted : fault.choose(running));
    }

    private int replica(PlannedFault fault) {
        return switch (fault.aim()) {
            case SERVING -> scene.serving().orElse(0);
            case OLDEST -> replicas.oldest();
            case FIRST -> 0;
            case SECOND -> 1;
            case THIRD -> 2;
        };
    }

    /** With its part in the cluster at this moment. */
    private String name(int victim) {
        return Replicas.name(victim)
                + (scene.serving().equals(Optional.of(victim)) ? " (serves the node)" : "")
                + (replicas.oldest() == victim ? " (oldest)" : "");
    }

    private Begun kill(PlannedFault fault, int victim) {
        String what = name(victim) + " is killed";
        replicas.hold(victim, fault.length());
        replicas.replica(victim).kill9();
        return Begun.once(what);
    }

    private Begun restart(PlannedFault fault, int victim) {
        String what = name(victim) + " is stopped";
        replicas.hold(victim, fault.length());
        replicas.replica(victim).terminate();
        return Begun.once(what);
    }

    private Begun pause(int victim) {
        String what = name(victim) + " is frozen";
        replicas.replica(victim).pause();
        return new Begun(what, () -> {
            if (replicas.replica(victim).running()) {
                replicas.replica(victim).resume();
            }
        });
    }

    /** The replicas whose way to the API server is meant: every one, or the one that is aimed at. */
    private List<Integer> concerned(PlannedFault fault) {
        return fault.second() < 0.5 ? IntStream.range(0, Replicas.COUNT).boxed().toList() : List.of(replica(fault));
    }

    private Begun onApiServer(PlannedFault fault, String how, Passage passage) {
        List<Integer> concerned = concerned(fault);
        List<FaultProxy.Fault> imposed = concerned.stream()
                .map(replica -> replicas.toApiServer(replica).impose(passage))
                .toList();
        return new Begun(
                "the way to the API server " + how + " (" + passage + ") for " + concerned,
                () -> imposed.forEach(FaultProxy.Fault::close));
    }

    private static Passage silence(PlannedFault fault) {
        return fault.choose(List.of(
                new Passage.Silent(true, true), new Passage.Silent(true, false), new Passage.Silent(false, true)));
    }

    private static Passage latency(PlannedFault fault) {
        return new Passage.Slow(Duration.ofMillis(50 + Math.round(fault.variant() * 950)));
    }

    private Begun impostor(PlannedFault fault) {
        var impostor = fault.choose(Impostors.ALL);
        return inPlace(fault, "leads to " + impostor, impostor.reactions());
    }

    private Begun inPlace(PlannedFault fault, String how, Function<String, Reaction> reactions) {
        scene.standIn().react(reactions);
        return onApiServer(fault, how, new Passage.Diverted(scene.standIn().port()));
    }

    private Begun partition(PlannedFault fault, int victim) {
        String name = Replicas.name(victim);
        List<FaultProxy.Fault> imposed = new ArrayList<>();
        for (int other = 0; other < Replicas.COUNT; other++) {
            Predicate<String> from = other == victim ? client -> true : name::equals;
            imposed.addAll(cut(fault, other, from));
        }
        return new Begun(
                name(victim) + " is cut off (" + cutting(fault) + ")", () -> imposed.forEach(FaultProxy.Fault::close));
    }

    private Begun link(PlannedFault fault) {
        int one = replica(fault);
        int other = (one + (fault.third() < 0.5 ? 1 : 2)) % Replicas.COUNT;
        boolean oneWay = fault.second() < 0.3;
        List<FaultProxy.Fault> imposed = new ArrayList<>(cut(fault, one, Replicas.name(other)::equals));
        if (!oneWay) {
            imposed.addAll(cut(fault, other, Replicas.name(one)::equals));
        }
        return new Begun(
                "the link " + name(other) + (oneWay ? " to " : " and ") + name(one) + " is cut (" + cutting(fault)
                        + ")",
                () -> imposed.forEach(FaultProxy.Fault::close));
    }

    private List<FaultProxy.Fault> cut(PlannedFault fault, int replica, Predicate<String> from) {
        return replicas.to(replica).stream()
                .map(proxy -> proxy.impose(from, cutting(fault)))
                .toList();
    }

    private static Passage cutting(PlannedFault fault) {
        return fault.choose(List.of(new Passage.Reset(), new Passage.Silent(true, true)));
    }

    private Begun platform() {
        try {
            Files.createFile(scene.platformOutage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Begun("the platform answers nothing", () -> {
            try {
                Files.deleteIfExists(scene.platformOutage());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Begun clock(PlannedFault fault, int victim) {
        var ahead = Duration.ofMillis(Math.round((fault.variant() * 2 - 1) * LONGEST_STEP_SECONDS * 1_000));
        scene.clocks().set(victim, ahead);
        return new Begun(
                "the clock of " + name(victim) + " is " + ahead + " ahead",
                () -> scene.clocks().set(victim, Duration.ZERO));
    }

    private static Begun burst(String what, Runnable action) {
        action.run();
        return Begun.once(what);
    }
}

package io.podbridge.provider.simulated;

import io.podbridge.core.pod.Container;
import io.podbridge.core.provider.PodRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a create call orders, and how the call itself goes; drawn once for each call.
 *
 * @param answerMillis from the call to its answer
 */
record Order(PodPlan plan, FailureRates.Fate fate, long answerMillis) {

    /**
     * Draws it from the settings and the pod's annotations.
     *
     * @throws IllegalArgumentException if an annotation is wrong
     */
    static Order draw(PodRequest request, SimulatedSettings settings, RandomGenerator random) {
        var overrides = new Overrides(request.pod().annotations());
        var spec = request.pod().spec();
        List<ContainerPlan> init = new ArrayList<>();
        spec.initContainers().forEach(container -> init.add(plan(container, true, request, settings, overrides)));
        List<ContainerPlan> main = new ArrayList<>();
        spec.containers().forEach(container -> main.add(plan(container, false, request, settings, overrides)));
        var plan = new PodPlan(
                spec.restartPolicy(),
                overrides.range("start-latency", settings.startLatency()).draw(random),
                overrides.range("delete-latency", settings.deleteLatency()).draw(random),
                settings.backOff().toMillis(),
                settings.backOffLimit().toMillis(),
                overrides.calls("hang", settings.hang()),
                List.copyOf(init),
                List.copyOf(main));
        return new Order(
                plan,
                overrides
                        .failureRates("create-failures", settings.createFailures())
                        .draw(random),
                overrides.range("create-latency", settings.createLatency()).draw(random));
    }

    private static ContainerPlan plan(
            Container container, boolean init, PodRequest request, SimulatedSettings settings, Overrides overrides) {
        String name = container.name();
        boolean ends = init && !container.restartable();
        return new ContainerPlan(
                name,
                container.image(),
                container.restartable(),
                overrides
                        .duration("run-time", name, init, ends ? settings.initRunTime() : settings.runTime())
                        .toMillis(),
                overrides.exitCode("exit-code", name, init, ends ? 0 : settings.exitCode()),
                overrides
                        .duration("stop-latency", name, false, settings.stopLatency())
                        .toMillis(),
                overrides.exitCode("stop-exit-code", name, false, settings.stopExitCode()),
                request.restarts().getOrDefault(name, 0));
    }
}

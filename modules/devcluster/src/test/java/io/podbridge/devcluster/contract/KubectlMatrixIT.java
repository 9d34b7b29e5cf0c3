package io.podbridge.devcluster.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.devcluster.DevCluster;
import io.podbridge.devcluster.DevClusterSettings;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.Kubectl;
import io.podbridge.testkit.controlplane.WithControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every command of {@code kubectl/matrix.txt}, on both servers: what a person sees is the same. */
@WithControlPlane(scheduler = true, controllerManager = true, exclusive = true)
class KubectlMatrixIT {
    private static final String NAMESPACE = "matrix";

    /** What one command gave, with all that differs from run to run replaced. */
    record Outcome(String command, boolean compared, int exitCode, String text) {}

    @Test
    @Timeout(900)
    void kubectlCannotTellThemApart(ControlPlane controlPlane, @TempDir Path directory) throws IOException {
        List<Outcome> real = run(controlPlane.adminKubeconfig());
        try (var server = DevCluster.start(DevClusterSettings.DEFAULT)) {
            Path kubeconfig = directory.resolve("kubeconfig");
            server.kubeconfig(kubeconfig);
            List<Outcome> embedded = run(kubeconfig);
            assertOnlyKnownDifferences(real, embedded);
        }
    }

    /** Those of {@code differences.txt} and no others: one that is mended goes from the list. */
    private static void assertOnlyKnownDifferences(List<Outcome> real, List<Outcome> embedded) {
        Map<String, String> found = new LinkedHashMap<>();
        IntStream.range(0, real.size())
                .filter(i -> !same(real.get(i), embedded.get(i)))
                .forEach(i -> found.put(real.get(i).command(), difference(real.get(i), embedded.get(i))));
        Set<String> known = resource("differences.txt")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(" ## ", 2)[0])
                .collect(Collectors.toSet());
        System.out.printf("%d commands, %d differ, %d of these are known%n", real.size(), found.size(), known.size());
        assertThat(known).as("known differences that are none").isSubsetOf(found.keySet());
        known.forEach(found::remove);
        assertThat(found.values()).as(String.join("\n", found.values())).isEmpty();
    }

    private static List<Outcome> run(Path kubeconfig) {
        var kubectl = Kubectl.with(kubeconfig);
        kubectl.run("create", "namespace", NAMESPACE).outOrFail();
        List<Outcome> outcomes = new ArrayList<>();
        var kubelet = new PlayedKubelet(kubeconfig, "played");
        try {
            resource("matrix.txt")
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> outcomes.add(run(kubectl, line)));
        } finally {
            kubelet.close();
        }
        return outcomes;
    }

    private static Outcome run(Kubectl kubectl, String line) {
        boolean compared = !line.startsWith("~");
        String[] parts = (compared ? line : line.substring(1)).split(" <", 2);
        String input = parts.length > 1 ? resource(parts[1]) : "";
        List<String> arguments = new ArrayList<>(List.of("--namespace", NAMESPACE));
        arguments.addAll(Arrays.asList(parts[0].split(" ")));
        var result = kubectl.runWithInput(input, arguments.toArray(String[]::new));
        return new Outcome(line, compared, result.exitCode(), Normal.of(result.out() + result.err()));
    }

    private static boolean same(Outcome real, Outcome embedded) {
        return real.exitCode() == embedded.exitCode()
                && (!real.compared() || real.text().equals(embedded.text()));
    }

    /** The lines that only one of them has. */
    private static String difference(Outcome real, Outcome embedded) {
        return "%n=== %s: exit codes %d and %d%n%s%s"
                .formatted(
                        real.command(),
                        real.exitCode(),
                        embedded.exitCode(),
                        only("- ", real, embedded),
                        only("+ ", embedded, real));
    }

    private static String only(String mark, Outcome of, Outcome other) {
        List<String> lines = new ArrayList<>(of.text().lines().toList());
        other.text().lines().forEach(lines::remove);
        return lines.stream().limit(20).map(line -> mark + line + "\n").collect(Collectors.joining());
    }

    private static String resource(String name) {
        try (var in = KubectlMatrixIT.class.getResourceAsStream("/kubectl/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.podbridge.testkit.controlplane;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory that holds the programs of the control plane.
 *
 * @param directory what {@code tools/control-plane/build} prints
 */
record ControlPlanePrograms(Path directory) {

    private static final String BUILD = "tools/control-plane/build";
    private static final String PROPERTY = "podbridge.control-plane.dir";
    private static final String VARIABLE = "PODBRIDGE_CONTROL_PLANE_DIR";

    /**
     * Finds the programs: in the directory named by the system property {@value #PROPERTY} or the environment variable
     * {@value #VARIABLE}, otherwise where the build script of this source tree puts them. The script is asked, so that
     * the name of the cache is computed in one place only.
     *
     * @throws ControlPlaneMissingException when they are not there
     */
    static ControlPlanePrograms locate() {
        Path directory = named().or(ControlPlanePrograms::built)
                .orElseThrow(() -> new ControlPlaneMissingException("no control plane: set " + VARIABLE + " to what "
                        + BUILD + " of podbridge's source tree prints"));
        boolean complete = Stream.of("etcd", "kube-apiserver", "kube-scheduler", "kube-controller-manager")
                .map(directory::resolve)
                .allMatch(Files::isExecutable);
        if (!complete) {
            throw new ControlPlaneMissingException("no control plane in " + directory + ": run " + BUILD);
        }
        return new ControlPlanePrograms(directory);
    }

    String program(String name) {
        return directory.resolve(name).toString();
    }

    private static Optional<Path> named() {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .or(() -> Optional.ofNullable(System.getenv(VARIABLE)))
                .filter(name -> !name.isBlank())
                .map(Path::of);
    }

    private static Optional<Path> built() {
        return Checkout.find(BUILD).map(ControlPlanePrograms::printedBy);
    }

    private static Path printedBy(Path script) {
        try {
            Process process = new ProcessBuilder(script.toString(), "--print-dir")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0 || printed.isEmpty()) {
                throw new ControlPlaneMissingException(script + " --print-dir failed");
            }
            return Path.of(printed);
        } catch (IOException e) {
            throw new ControlPlaneMissingException(script + " --print-dir could not be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControlPlaneMissingException("interrupted while " + script + " --print-dir ran");
        }
    }
}

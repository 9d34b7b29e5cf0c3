package io.podbridge.provider.simulated;

/**
 * What one container does.
 *
 * @param image as shown in reports
 * @param sidecar an init container that goes on running beside the others, until they are over
 * @param runMillis how long it runs each time; 0 means until it is stopped
 * @param exitCode what it ends with by itself
 * @param stopMillis how long it takes to stop once it is asked to
 * @param stopExitCode what it then ends with
 * @param restarts how often it was started again before this instance was made
 */
record ContainerPlan(
        String name,
        String image,
        boolean sidecar,
        long runMillis,
        int exitCode,
        long stopMillis,
        int stopExitCode,
        int restarts) {

    ContainerPlan withImage(String changed) {
        return new ContainerPlan(name, changed, sidecar, runMillis, exitCode, stopMillis, stopExitCode, restarts);
    }
}

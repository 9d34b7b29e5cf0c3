package io.podbridge.core.pod;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container of a pod's spec.
 *
 * @param name unique in its pod
 * @param image the image it is made of
 * @param command replaces the image's entry point; empty means "the image's"
 * @param args replaces the image's arguments; empty means "the image's"
 * @param workingDirectory absent means "the image's"
 * @param environment in the order of the spec, which matters for {@code $(NAME)} references
 * @param environmentFrom whole ConfigMaps and Secrets, in the order of the spec
 * @param requests resource name to quantity ("cpu" to "100m"), as written
 * @param limits likewise
 * @param restartable an init container that goes on running beside the others (a sidecar)
 * @param input whether its process reads what somebody types who attaches to it
 */
public record Container(
        String name,
        String image,
        List<String> command,
        List<String> args,
        Optional<String> workingDirectory,
        List<EnvironmentVariable> environment,
        List<EnvironmentSource> environmentFrom,
        Map<String, String> requests,
        Map<String, String> limits,
        boolean restartable,
        Input input) {

    /** Its standard input: {@code stdin} and {@code stdinOnce}. */
    public enum Input {
        /** None: it is at its end at once. */
        NONE,
        /** Stays open while the container runs, whoever comes and goes. */
        OPEN,
        /** Ends with the input of the first who attaches. */
        ONCE
    }
}

package io.podbridge.provider.process;

import io.podbridge.core.pod.Container;
import io.podbridge.core.pod.PodSpec;
import io.podbridge.core.pod.ProviderFailure.Invalid;
import io.podbridge.core.provider.PodRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether a pod can run as processes at all. */
final class Admission {
    /** What becomes part of a path on this host. The API server gives out nothing else. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?");

    private Admission() {}

    /**
     * What is wrong with the pod.
     *
     * @param undeliverable variables of a container that this host's shell cannot hand on
     */
    static Optional<Invalid> check(PodRequest request, Function<Container, List<String>> undeliverable) {
        PodSpec spec = request.pod().spec();
        if (!NAME.matcher(request.pod().id().uid()).matches()) {
            return Optional.of(new Invalid("InvalidName", "the pod's UID must consist of letters, digits and '-'"));
        }
        return Stream.concat(spec.initContainers().stream(), spec.containers().stream())
                .flatMap(container -> check(container, undeliverable.apply(container)).stream())
                .findFirst();
    }

    private static Optional<Invalid> check(Container container, List<String> undeliverable) {
        if (!NAME.matcher(container.name()).matches()) {
            return Optional.of(new Invalid(
                    "InvalidName", "container name \"" + container.name() + "\" must be letters, digits and '-'"));
        }
        if (container.command().isEmpty()) {
            return Optional.of(new Invalid(
                    "CommandRequired",
                    "container \"" + container.name() + "\" has no command. The process provider runs commands of its"
                            + " host and pulls no image, so it does not know the command of " + container.image()
                            + ": set spec.containers[].command."));
        }
        if (!undeliverable.isEmpty()) {
            return Optional.of(new Invalid(
                    "InvalidEnvironment",
                    "container \"" + container.name() + "\": the variables " + undeliverable + " are no names for"
                            + " /bin/sh, and there is no /bin/bash on the host to hand them on."));
        }
        return Optional.empty();
    }
}

package io.podbridge.app;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the command line says beside the settings. {@code --kubeconfig} and {@code --deregister-on-exit} are in the
 * settings already.
 *
 * @param configuration the file that was read; empty if there are only defaults
 * @param debug whether details and stacks are wanted
 */
public record RunOptions(Optional<Path> configuration, boolean debug) {}

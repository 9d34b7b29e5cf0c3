package io.podbridge.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Looks through a kubeconfig before the client does, which says less: is it there, is it YAML, does it have the context
 * with its cluster and user, are the files there that it names.
 */
public final class KubeconfigCheck {

    private static final List<String> FILES =
            List.of("certificate-authority", "client-certificate", "client-key", "tokenFile");

    private final Path file;
    private final Map<?, ?> root;

    private KubeconfigCheck(Path file, Map<?, ?> root) {
        this.file = file;
        this.root = root;
    }

    /**
     * Checks the file.
     *
     * @param context the context that is wanted; empty for the file's current one
     * @throws StartupFailure {@link ExitCode#NO_INPUT} if it cannot be read, {@link ExitCode#CONFIGURATION} if what it
     *     says cannot be right
     */
    public static void require(Path file, Optional<String> context) {
        new KubeconfigCheck(file, parse(file)).check(context);
    }

    private void check(Optional<String> wanted) {
        var name = wanted.or(() -> text(root, "current-context"))
                .orElseThrow(() -> wrong(
                        "It has no current-context.",
                        "Set podbridge.kubernetes.context, or" + " run: kubectl config use-context NAME"));
        var context = named("context", name);
        for (var kind : List.of("cluster", "user")) {
            var reference = text(context, kind)
                    .orElseThrow(() -> wrong("Its context " + name + " names no " + kind + ".", "Add it."));
            requireFiles(named(kind, reference));
        }
    }

    private Map<?, ?> named(String kind, String name) {
        var entries = root.get(kind + "s") instanceof List<?> list ? list : List.of();
        return entries.stream()
                .filter(entry -> entry instanceof Map<?, ?> map && name.equals(map.get("name")))
                .map(entry -> ((Map<?, ?>) entry).get(kind))
                .filter(Map.class::isInstance)
                .<Map<?, ?>>map(entry -> (Map<?, ?>) entry)
                .findFirst()
                .orElseThrow(() -> wrong("It has no " + kind + " " + name + ".", "It has: " + names(entries) + "."));
    }

    private void requireFiles(Map<?, ?> entry) {
        for (var key : FILES) {
            text(entry, key)
                    .map(name -> file.toAbsolutePath().resolveSibling(name))
                    .ifPresent(path -> {
                        if (!Files.isReadable(path)) {
                            throw new StartupFailure(
                                    ExitCode.NO_INPUT,
                                    "The kubeconfig's " + key + " " + path + " cannot be read.",
                                    file.toString(),
                                    "Check the path and its permissions.");
                        }
                    });
        }
    }

    private static Map<?, ?> parse(Path file) {
        try (var text = Files.newInputStream(file)) {
            var settings = LoadSettings.builder().setLabel(file.toString()).build();
            return new Load(settings).loadFromInputStream(text) instanceof Map<?, ?> map ? map : Map.of();
        } catch (IOException unreadable) {
            throw new StartupFailure(
                    ExitCode.NO_INPUT,
                    "The kubeconfig " + file + " cannot be read.",
                    "--kubeconfig, podbridge.kubernetes.kubeconfig or $KUBECONFIG",
                    "Check the path and its permissions.",
                    unreadable);
        } catch (MarkedYamlEngineException malformed) {
            var line = malformed
                    .getProblemMark()
                    .map(mark -> ":" + (mark.getLine() + 1))
                    .orElse("");
            throw wrong(file + line, "It is no YAML: " + malformed.getProblem() + ".", "Mend it.");
        } catch (YamlEngineException malformed) {
            throw wrong(file.toString(), "It is no YAML.", "Mend it.");
        }
    }

    private StartupFailure wrong(String what, String whatToDo) {
        return wrong(file.toString(), what, whatToDo);
    }

    private static StartupFailure wrong(String where, String what, String whatToDo) {
        return new StartupFailure(ExitCode.CONFIGURATION, "The kubeconfig cannot be used. " + what, where, whatToDo);
    }

    private static Optional<String> text(Map<?, ?> map, String key) {
        return map.get(key) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    private static String names(List<?> entries) {
        var names = entries.stream()
                .map(entry -> entry instanceof Map<?, ?> map ? String.valueOf(map.get("name")) : "?")
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "none" : names;
    }
}

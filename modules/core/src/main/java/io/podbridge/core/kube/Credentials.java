package io.podbridge.core.kube;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the kubeconfig or the ServiceAccount. fabric8 reads them, and renews tokens that come from a file or a command.
 */
final class Credentials {

    private Credentials() {}

    /** What fabric8 needs, and a name for it. */
    record Found(Config config, Endpoint endpoint) {}

    /** Who they say we are: equal as long as there is nothing new in the files. */
    static List<String> identity(Config config) {
        return List.of(
                String.valueOf(config.getClientCertData()),
                contents(config.getClientCertFile()),
                String.valueOf(config.getOauthToken()),
                String.valueOf(config.getAutoOAuthToken()));
    }

    private static String contents(@Nullable String file) {
        try {
            return file == null ? "" : Files.readString(Path.of(file));
        } catch (IOException | InvalidPathException unreadable) {
            return "";
        }
    }

    /**
     * Finds them.
     *
     * @throws IllegalArgumentException when there are none or they cannot be read; the message says what and where
     */
    static Found find(KubeSettings settings) {
        Config config = settings.kubeconfig()
                .map(file -> ofFile(file, settings.context()))
                .orElseGet(() -> automatic(settings.context()));
        String source = source(config, settings);
        settings.context().ifPresent(wanted -> check(wanted, config, source));
        tune(config, settings);
        return new Found(config, Endpoint.of(config, source));
    }

    private static Config ofFile(Path file, Optional<String> context) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("kubeconfig " + file + " is not there, or cannot be read");
        }
        Config config = parse(file, context);
        if (config.getCurrentContext() == null) {
            throw new IllegalArgumentException(
                    "kubeconfig " + file + " has no current-context; set one, or name a context");
        }
        return config;
    }

    /** By the usual rules; fabric8 makes up an address where they give none. */
    private static Config automatic(Optional<String> context) {
        Config config;
        try {
            config = Config.autoConfigure(context.orElse(null));
        } catch (RuntimeException e) { // from fabric8 or from its YAML parser
            throw new IllegalArgumentException("the kubeconfig " + usualFile() + " is none: " + oneLine(e), e);
        }
        boolean nothing = config.getFile() == null && config.getAutoOAuthToken() == null;
        if (nothing && config.getMasterUrl().startsWith(Config.DEFAULT_MASTER_URL)) {
            throw new IllegalArgumentException(
                    "there is no kubeconfig " + usualFile() + ", and no ServiceAccount of a pod");
        }
        return config;
    }

    private static String usualFile() {
        String named = System.getenv("KUBECONFIG");
        return named == null || named.isBlank() ? "~/.kube/config" : named + " (which $KUBECONFIG names)";
    }

    private static Config parse(Path file, Optional<String> context) {
        try {
            return Config.fromKubeconfig(context.orElse(null), file.toFile());
        } catch (RuntimeException e) { // from fabric8 or from its YAML parser
            throw new IllegalArgumentException("kubeconfig " + file + " is not a kubeconfig: " + oneLine(e), e);
        }
    }

    /** The YAML parser shows the place in several. */
    private static String oneLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
    }

    /** fabric8 takes the current context when there is no such one: another cluster than was asked for. */
    private static void check(String wanted, Config config, String source) {
        NamedContext found = config.getCurrentContext();
        if (found == null || !wanted.equals(found.getName())) {
            throw new IllegalArgumentException("there is no context \"" + wanted + "\" in " + source);
        }
    }

    private static String source(Config config, KubeSettings settings) {
        if (settings.kubeconfig().isPresent()) {
            return "kubeconfig " + settings.kubeconfig().get();
        }
        if (config.getFile() != null) {
            return "kubeconfig " + config.getFile();
        }
        return config.getAutoOAuthToken() != null
                ? "the ServiceAccount of this pod"
                : "the defaults (no kubeconfig and no ServiceAccount was found)";
    }

    private static void tune(Config config, KubeSettings settings) {
        config.setConnectionTimeout((int) settings.connectTimeout().toMillis());
        // Whoever calls decides whether to try again, and knows what has changed meanwhile.
        config.setRequestRetryBackoffLimit(0);
        config.setUserAgent("podbridge");
        // Without TLS there is no HTTP/2 to speak of: java.net.http would ask for an upgrade in each request.
        config.setHttp2Disable(config.getMasterUrl().startsWith("http:"));
    }
}

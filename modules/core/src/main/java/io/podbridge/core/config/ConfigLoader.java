package io.podbridge.core.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the layers together; the first that has a key wins:
 *
 * <ol>
 *   <li>the command line ({@link ConfigOverride}), the last one of a path
 *   <li>the file, with what it includes and the environment variables that it asks for
 *   <li>podbridge's defaults: {@code conf/podbridge.conf} and {@code conf/cluster.conf}, as they were built in
 *   <li>the defaults of the libraries and of the providers ({@code reference.conf} on the class path)
 * </ol>
 */
public final class ConfigLoader {

    /** The names that a file may have at the top; anything else is a typing error. */
    static final Set<String> ROOTS = Set.of("podbridge", "pekko");

    private static final String DEFAULTS = "podbridge/podbridge.conf";

    private ConfigLoader() {}

    /** Like {@link #load(Optional, List)}, with arguments as {@link ConfigOverride#parse} takes them. */
    public static Config loadWith(Optional<Path> file, List<String> sets) {
        return load(file, sets.stream().map(ConfigOverride::parse).toList());
    }

    /**
     * Loads and resolves everything.
     *
     * @throws ConfigurationException if the file cannot be read, is malformed, includes what is not there, refers to
     *     what is not set, or has unknown names at the top
     */
    public static Config load(Optional<Path> file, List<ConfigOverride> overrides) {
        var own = parse(file);
        for (var override : overrides) {
            own = override.config().withFallback(own);
        }
        refuseUnknownRoots(own);
        return resolve(own.withFallback(defaults()));
    }

    /** What there is without a file and options; not resolved. */
    static Config defaults() {
        var strict = ConfigParseOptions.defaults().setAllowMissing(false);
        return ConfigFactory.parseResources(ConfigLoader.class.getClassLoader(), DEFAULTS, strict)
                .withFallback(ConfigFactory.parseResources(ConfigLoader.class.getClassLoader(), "reference.conf"));
    }

    private static Config parse(Optional<Path> file) {
        if (file.isEmpty()) {
            return ConfigFactory.empty();
        }
        var options = ConfigParseOptions.defaults().setAllowMissing(false).appendIncluder(new StrictIncluder());
        try {
            return ConfigFactory.parseFile(file.get().toFile(), options);
        } catch (ConfigException.IO unreadable) {
            throw problem(file.get().toString(), "cannot be read.", "Check the path and its permissions.");
        } catch (ConfigException malformed) {
            throw malformed(malformed, file.get().toString());
        }
    }

    private static Config resolve(Config config) {
        try {
            return config.resolve(ConfigResolveOptions.defaults());
        } catch (ConfigException malformed) {
            throw malformed(malformed, "configuration");
        }
    }

    private static void refuseUnknownRoots(Config own) {
        var findings = new Findings();
        ROOTS.forEach(root -> findings.addKey(List.of(root)));
        new UnknownKeys(findings).report(List.of(), own.root());
        var problems = findings.problems();
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    private static ConfigurationException malformed(ConfigException exception, String otherwise) {
        var origin = exception.origin() == null ? otherwise : Origins.describe(exception.origin());
        return problem(origin, reason(exception), "");
    }

    /** The library's message repeats the origin in front. */
    private static String reason(ConfigException exception) {
        var message = String.valueOf(exception.getMessage());
        var prefix = exception.origin() == null ? "" : exception.origin().description() + ": ";
        return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    }

    private static ConfigurationException problem(String origin, String message, String suggestion) {
        return new ConfigurationException(new ConfigurationProblem(origin, "", message, suggestion));
    }
}

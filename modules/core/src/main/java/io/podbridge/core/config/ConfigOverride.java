package io.podbridge.core.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.Map;

/**
 * A setting of the command line, which beats every file.
 *
 * @param origin the option as messages name it: {@code --set node.name}
 * @param path from the root: {@code podbridge.node.name}
 * @param value taken as it is, except that one which starts with a bracket, brace or quotation mark is HOCON
 */
public record ConfigOverride(String origin, String path, String value) {

    /**
     * Of the argument of {@code --set}: {@code node.name=edge}. Paths are below {@code podbridge}, unless they start
     * with {@code podbridge} or {@code pekko}.
     *
     * @throws ConfigurationException if there is no path
     */
    public static ConfigOverride parse(String argument) {
        int equals = argument.indexOf('=');
        if (equals <= 0) {
            throw problem("--set " + argument, "must be a path and a value.", "For example --set node.name=edge.");
        }
        var path = argument.substring(0, equals).strip();
        var origin = "--set " + path;
        try {
            var first = ConfigUtil.splitPath(path).getFirst();
            var fromRoot = ConfigLoader.ROOTS.contains(first) ? path : "podbridge." + path;
            return new ConfigOverride(origin, fromRoot, argument.substring(equals + 1));
        } catch (ConfigException badPath) {
            throw problem(origin, "is no path.", "Separate names with single dots, for example node.name.");
        }
    }

    /** As a layer; every block of it has the option as its origin. */
    Config config() {
        var block = parsed();
        for (var name : ConfigUtil.splitPath(path).reversed()) {
            block = ConfigValueFactory.fromMap(Map.of(name, block), origin);
        }
        return block.atKey("it").getConfig("it");
    }

    private ConfigValue parsed() {
        if (!value.stripLeading().matches("(?s)[\\[{\"].*")) {
            return ConfigValueFactory.fromAnyRef(value, origin);
        }
        try {
            var options = ConfigParseOptions.defaults().setOriginDescription(origin);
            return ConfigFactory.parseString("it = " + value, options).getValue("it");
        } catch (ConfigException malformed) {
            throw problem(origin, "is no list, block or quoted text.", "For example --set 'cluster.seeds=[a,b]'.");
        }
    }

    private static ConfigurationException problem(String origin, String message, String suggestion) {
        return new ConfigurationException(new ConfigurationProblem(origin, "", message, suggestion));
    }
}

package io.podbridge.core.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigObject;
import java.io.File;

/** Refuses an {@code include} of a file that is not there, which HOCON by itself takes for an empty one. */
final class StrictIncluder implements ConfigIncluder, ConfigIncluderFile {

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        return this; // what this one does not find is not there
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
        var found = context.relativeTo(what);
        try {
            return found.parse(context.parseOptions().setAllowMissing(false));
        } catch (ConfigException.IO missing) {
            throw notThere(what);
        }
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
        try {
            return ConfigFactory.parseFile(what, context.parseOptions().setAllowMissing(false))
                    .root();
        } catch (ConfigException.IO missing) {
            throw notThere(what.toString());
        }
    }

    private static ConfigurationException notThere(String what) {
        return new ConfigurationException(new ConfigurationProblem(
                what,
                "",
                "is included, and cannot be read.",
                "Write the file's full name; a relative one starts at the file that includes it."));
    }
}

package io.podbridge.core.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;

/** Shows a configuration as it holds, line by line, with where each value is written. */
public final class ConfigReport {

    private ConfigReport() {}

    /** {@code podbridge.node.name = edge # /etc/podbridge.conf:3}, sorted; the values of secrets are masked. */
    public static List<String> lines(Config config, String root) {
        var lines = new ArrayList<String>();
        collect(List.of(root), config.getValue(root), lines);
        return lines.stream().sorted().toList();
    }

    private static void collect(List<String> path, ConfigValue value, List<String> lines) {
        if (value instanceof ConfigObject block && !block.isEmpty()) {
            block.forEach((key, child) -> collect(UnknownKeys.child(path, key), child, lines));
        } else {
            var shown = UnknownKeys.isSecret(path.getLast()) ? "***" : value.render(ConfigRenderOptions.concise());
            lines.add(Findings.render(path) + " = " + shown + "  # " + Origins.describe(value.origin()));
        }
    }
}

package io.podbridge.core.node;

import io.podbridge.core.config.SettingsReader;
import java.util.Optional;

/**
 * The taint that keeps pods away which do not say that they want a virtual node.
 *
 * @param key usually {@code virtual-kubelet.io/provider}, which charts for virtual nodes tolerate
 * @param value empty for the name of the provider
 * @param effect what happens to pods that do not tolerate it
 */
public record NodeTaint(String key, Optional<String> value, Effect effect) {

    /** What a taint does. */
    public enum Effect {
        /** New pods stay away. */
        NO_SCHEDULE,
        /** New pods stay away if they can. */
        PREFER_NO_SCHEDULE,
        /** New pods stay away and running ones are evicted. */
        NO_EXECUTE;

        /** As the API has it: {@code NoSchedule}. */
        public String apiName() {
            return switch (this) {
                case NO_SCHEDULE -> "NoSchedule";
                case PREFER_NO_SCHEDULE -> "PreferNoSchedule";
                case NO_EXECUTE -> "NoExecute";
            };
        }
    }

    /** Reads the block; empty if it is switched off. */
    static Optional<NodeTaint> read(SettingsReader reader) {
        boolean enabled = reader.flag("enabled");
        var taint = new NodeTaint(
                NodeNames.labelKey(reader, "key"),
                NodeNames.labelValue(reader, "value"),
                reader.oneOf("effect", Effect.class));
        return enabled ? Optional.of(taint) : Optional.empty();
    }
}

package io.podbridge.core.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds values in nested blocks. */
final class Blocks {

    private Blocks() {}

    /** The value at the end of the way; {@code null} is none. */
    static Optional<ConfigValue> find(ConfigObject root, List<String> elements) {
        ConfigValue value = root;
        for (var element : elements) {
            var next = value instanceof ConfigObject block ? block.get(element) : null;
            if (next == null || next.valueType() == ConfigValueType.NULL) {
                return Optional.empty();
            }
            value = next;
        }
        return Optional.of(value);
    }

    /** The block, or an empty one where the value is none. */
    static ConfigObject blockOrEmpty(Optional<ConfigValue> value) {
        return value.filter(ConfigObject.class::isInstance)
                .map(ConfigObject.class::cast)
                .orElseGet(() -> ConfigFactory.empty().root());
    }

    /** Names with their texts, sorted, if all of them are texts; a name with dots is one name. */
    static Optional<Map<String, String>> texts(ConfigValue value) {
        if (!(value instanceof ConfigObject block)) {
            return Optional.empty();
        }
        var texts = new TreeMap<String, String>();
        for (var entry : block.toConfig().entrySet()) {
            var text = Scalars.text(entry.getValue());
            if (text.isEmpty()) {
                return Optional.empty();
            }
            texts.put(String.join(".", ConfigUtil.splitPath(entry.getKey())), text.get());
        }
        return Optional.of(Collections.unmodifiableMap(texts));
    }
}

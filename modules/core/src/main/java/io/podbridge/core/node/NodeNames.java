package io.podbridge.core.node;

import io.podbridge.core.config.SettingsReader;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads what the API server would refuse later, and less clearly: names, labels, quantities. The rules are those of the
 * Kubernetes documentation, "Object Names and IDs", "Labels and Selectors" and "Quantity".
 */
final class NodeNames {

    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern QUANTITY =
            Pattern.compile("([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(m|k|[MGTPE]|[KMGTPE]i|[eE][0-9]{1,2})?");

    private static final String WORD_RULE =
            "Letters, digits, '-', '_' and '.', at most 63, with a letter or digit at both ends.";

    private NodeNames() {}

    static String name(SettingsReader reader, String key) {
        var name = reader.text(key);
        // 63, not the 253 of a Node's name: the name is the value of the label kubernetes.io/hostname as well.
        if (!name.isEmpty() && (name.length() > 63 || !SUBDOMAIN.matcher(name).matches())) {
            reader.error(
                    key,
                    "must be lower case letters, digits, '-' and '.', at most 63, is " + name,
                    "Try " + mended(name) + ".");
        }
        return name;
    }

    static Map<String, String> labels(SettingsReader reader, String key) {
        var labels = reader.textMap(key);
        labels.forEach((label, value) -> {
            if (!isLabelKey(label)) {
                reader.entryError(key, label, "is no label's name.", "Write prefix/name or name. " + WORD_RULE);
            }
            if (!isLabelValue(value)) {
                reader.entryError(key, label, "must be a label's value, is " + value, WORD_RULE);
            }
        });
        return labels;
    }

    static String labelKey(SettingsReader reader, String key) {
        var label = reader.text(key);
        if (!label.isEmpty() && !isLabelKey(label)) {
            reader.error(key, "must be prefix/name or name, is " + label, WORD_RULE);
        }
        return label;
    }

    static Optional<String> labelValue(SettingsReader reader, String key) {
        var value = reader.optionalText(key);
        if (!isLabelValue(value.orElse(""))) {
            reader.error(key, "must be a label's value, is " + value.orElse(""), WORD_RULE);
        }
        return value;
    }

    static Map<String, String> quantities(SettingsReader reader, String key) {
        var quantities = reader.textMap(key);
        quantities.forEach((resource, quantity) -> {
            if (resource.equals("pods")) {
                reader.entryError(key, resource, "is not set here.", "Set podbridge.node.pods.");
            } else if (!isLabelKey(resource)) {
                reader.entryError(key, resource, "is no resource's name.", "For example cpu, memory, nvidia.com/gpu.");
            }
            if (!QUANTITY.matcher(quantity).matches()) {
                reader.entryError(key, resource, "must be a quantity, is " + quantity, "For example 4, 500m, 16Gi.");
            }
        });
        return quantities;
    }

    private static boolean isLabelKey(String key) {
        int slash = key.indexOf('/');
        var prefix = slash < 0 ? "none" : key.substring(0, slash);
        return prefix.length() <= 253
                && SUBDOMAIN.matcher(prefix).matches()
                && WORD.matcher(key.substring(slash + 1)).matches();
    }

    private static boolean isLabelValue(String value) {
        return value.isEmpty() || WORD.matcher(value).matches();
    }

    private static String mended(String name) {
        var mended =
                name.toLowerCase(Locale.ROOT).replaceAll("[^-a-z0-9.]", "-").replaceAll("(^|\\.)-+|-+(\\.|$)", "$1$2");
        var cut = mended.length() <= 63 ? mended : mended.substring(0, 63).replaceAll("[-.]+$", "");
        return SUBDOMAIN.matcher(cut).matches() ? cut : "podbridge";
    }
}

package io.podbridge.core.config;

import com.typesafe.config.ConfigObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds what nobody has read. A key with a typing error would otherwise be a default that the user believes to have
 * changed.
 */
final class UnknownKeys {

    private static final Pattern SECRET = Pattern.compile("password|passwd|secret|token|credential|private-key");

    private final Findings findings;

    UnknownKeys(Findings findings) {
        this.findings = findings;
    }

    /** Reports every unknown key in the object; one that holds others is reported once. */
    void report(List<String> path, ConfigObject object) {
        object.forEach((key, value) -> {
            var child = child(path, key);
            if (findings.isKey(child)) {
                return;
            }
            if (!findings.isSection(child)) {
                findings.problem(value.origin(), child, "is not a setting.", suggestion(path, key));
            } else if (value instanceof ConfigObject section) {
                report(child, section);
            }
        });
    }

    private String suggestion(List<String> path, String key) {
        if (isSecret(key)) {
            return "Secrets are read from files only: put it into a file, and name the file in the setting for it.";
        }
        var siblings =
                findings.known().stream().filter(known -> isChild(known, path)).toList();
        return Similar.closest(key, siblings.stream().map(List::getLast).toList())
                .map(name -> "Did you mean " + name + "?")
                .or(() -> elsewhere(key))
                .orElseGet(() -> "Remove it. " + known(siblings));
    }

    /** The right key in the wrong section. */
    private Optional<String> elsewhere(String key) {
        return findings.known().stream()
                .filter(known -> known.getLast().equals(key))
                .map(known -> "Did you mean " + Findings.render(known) + "?")
                .findFirst();
    }

    private static String known(List<List<String>> siblings) {
        var names = siblings.stream()
                .map(List::getLast)
                .sorted(Comparator.naturalOrder())
                .toList();
        return names.isEmpty() ? "There are no settings here." : "Known here: " + String.join(", ", names) + ".";
    }

    static boolean isSecret(String key) {
        var name = key.toLowerCase(Locale.ROOT);
        return SECRET.matcher(name).find() && !name.endsWith("-file");
    }

    private static boolean isChild(List<String> path, List<String> parent) {
        return path.size() == parent.size() + 1
                && path.subList(0, parent.size()).equals(parent);
    }

    static List<String> child(List<String> path, String key) {
        var child = new ArrayList<>(path);
        child.add(key);
        return child;
    }
}

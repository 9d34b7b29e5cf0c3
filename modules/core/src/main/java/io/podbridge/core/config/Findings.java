package io.podbridge.core.config;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the readers of one configuration have found so far: the keys that mean something, and the errors. */
final class Findings {

    private record Found(String file, int line, ConfigurationProblem problem) {}

    private final Set<List<String>> keys = new LinkedHashSet<>();
    private final Set<List<String>> sections = new LinkedHashSet<>();
    private final List<Found> found = new ArrayList<>();

    /** There is a setting of this path, and everything below it belongs to it. */
    void addKey(List<String> path) {
        keys.add(List.copyOf(path));
    }

    /** There is a section of this path. */
    void addSection(List<String> path) {
        sections.add(List.copyOf(path));
    }

    boolean isKey(List<String> path) {
        return keys.contains(path);
    }

    boolean isSection(List<String> path) {
        return sections.contains(path) || keys.stream().anyMatch(key -> startsWith(key, path));
    }

    /** Every setting and section. */
    Set<List<String>> known() {
        var known = new LinkedHashSet<>(sections);
        known.addAll(keys);
        return known;
    }

    void problem(ConfigOrigin origin, List<String> path, String message, String suggestion) {
        var problem = new ConfigurationProblem(Origins.describe(origin), render(path), message, suggestion);
        var file = origin.filename() == null ? "" : origin.filename();
        found.add(new Found(file, origin.lineNumber(), problem));
    }

    /** In the order of the files' lines; those of no file first. */
    List<ConfigurationProblem> problems() {
        return found.stream()
                .sorted(Comparator.comparing(Found::file).thenComparingInt(Found::line))
                .map(Found::problem)
                .distinct()
                .toList();
    }

    static String render(List<String> path) {
        return path.isEmpty() ? "" : ConfigUtil.joinPath(path);
    }

    private static boolean startsWith(List<String> path, List<String> prefix) {
        return path.size() > prefix.size() && path.subList(0, prefix.size()).equals(prefix);
    }
}

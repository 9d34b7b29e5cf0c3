package io.podbridge.core.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The configuration cannot be used. Carries everything that is wrong with it, so that one look is enough to mend it.
 */
public final class ConfigurationException extends RuntimeException {

    private final transient List<ConfigurationProblem> problems;

    /** For one problem or more. */
    public ConfigurationException(List<ConfigurationProblem> problems) {
        super(render(problems));
        this.problems = List.copyOf(problems);
    }

    /** For a single problem. */
    public ConfigurationException(ConfigurationProblem problem) {
        this(List.of(problem));
    }

    /** What is wrong, in the order of the files; at least one. */
    public List<ConfigurationProblem> problems() {
        return problems;
    }

    private static String render(List<ConfigurationProblem> problems) {
        var head = problems.size() == 1
                ? "The configuration has an error:"
                : "The configuration has " + problems.size() + " errors:";
        return problems.stream()
                .map(problem -> "  " + problem.render().replace("\n", "\n  "))
                .collect(Collectors.joining("\n", head + "\n", ""));
    }
}

package io.podbridge.core.environment;

/**
 * Which names a variable may have: printable ASCII without {@code =}, at least one character. Source: Kubernetes since
 * 1.34 ({@code RelaxedEnvironmentVariableValidation}); older kubelets skipped keys with dashes and dots.
 */
final class VariableName {

    private VariableName() {}

    static boolean valid(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '=');
    }
}

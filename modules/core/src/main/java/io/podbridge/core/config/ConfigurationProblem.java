package io.podbridge.core.config;

/**
 * One thing that is wrong with the configuration, in the words that the user reads.
 *
 * @param origin where it is written: {@code /etc/podbridge.conf:12}, {@code --set node.name}, {@code env var NODE}
 * @param path the full path of the key: {@code podbridge.node.name}; empty if the text as a whole is wrong
 * @param message what is wrong: {@code must be 10s to 10m, is 5 h}. Never the value of a secret
 * @param suggestion what to do about it; empty if the message says it
 */
public record ConfigurationProblem(String origin, String path, String message, String suggestion) {

    /** Where, what, and on a second line what to do. */
    public String render() {
        var what = path.isEmpty() ? message : path + " " + message;
        var line = origin + ": " + what;
        return suggestion.isEmpty() ? line : line + "\n    " + suggestion;
    }
}

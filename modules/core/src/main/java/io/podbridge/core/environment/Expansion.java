package io.podbridge.core.environment;

import java.util.List;
import java.util.Map;

/**
 * Expands {@code $(NAME)} references, in variables and in a container's command and arguments.
 *
 * <p>{@code $$} stands for {@code $}, so that {@code $$(NAME)} is the text {@code $(NAME)}. A reference to an unknown
 * variable stays as it is written, and so does everything else: no error is possible. Source: Kubernetes API,
 * {@code Container.command} and {@code EnvVar.value}.
 */
public final class Expansion {

    private Expansion() {}

    /** The text with its references replaced. What they are replaced by is not expanded again. */
    public static String expand(String text, Map<String, String> variables) {
        int dollar = text.indexOf('$');
        if (dollar < 0) {
            return text;
        }
        var expanded = new StringBuilder(text.length() + 16);
        int copied = 0;
        while (dollar >= 0 && dollar + 1 < text.length()) {
            expanded.append(text, copied, dollar);
            copied = copyExpression(text, dollar, variables, expanded);
            dollar = text.indexOf('$', copied);
        }
        return expanded.append(text, copied, text.length()).toString();
    }

    /** Each of the texts, expanded: a command line. */
    public static List<String> expand(List<String> texts, Map<String, String> variables) {
        return texts.stream().map(text -> expand(text, variables)).toList();
    }

    /** Appends what the expression at the dollar stands for; says where the text goes on. */
    private static int copyExpression(String text, int dollar, Map<String, String> variables, StringBuilder expanded) {
        char next = text.charAt(dollar + 1);
        if (next == '$') {
            expanded.append('$');
            return dollar + 2;
        }
        int close = next == '(' ? text.indexOf(')', dollar) : -1;
        if (close < 0) {
            expanded.append('$').append(next);
            return dollar + 2;
        }
        String reference = text.substring(dollar, close + 1);
        String name = text.substring(dollar + 2, close);
        expanded.append(variables.getOrDefault(name, reference));
        return close + 1;
    }
}

package io.podbridge.devcluster.contract;

import java.util.List;
import java.util.regex.Pattern;

/** Takes out of kubectl's output what differs from run to run: times, ages, versions, generated names. */
final class Normal {
    private record Rule(Pattern pattern, String replacement) {}

    private static final List<Rule> RULES = List.of(
            rule("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "TIME"),
            rule("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "UID"),
            rule("(resourceVersion\"?: ?\"?)\\d+", "$1N"),
            rule("\\bweb-[a-z0-9]{8,10}-[a-z0-9]{5}\\b", "web-RS-POD"),
            rule("\\bweb-[a-z0-9]{8,10}\\b", "web-RS"),
            rule("\\bonce-[a-z0-9]{5}\\b", "once-POD"),
            rule("pod-template-hash=[a-z0-9]+", "pod-template-hash=HASH"),
            rule("\\b(\\d+[smhd])+\\b", "AGE"),
            rule("\\b10\\.96\\.\\d+\\.\\d+\\b", "CLUSTER-IP"),
            rule("https://[^ /]+:\\d+", "https://SERVER"),
            rule("WARNING: version difference[^\n]*\n", ""),
            rule("[ \t]+", " "));

    private Normal() {}

    static String of(String output) {
        String text = output;
        for (Rule rule : RULES) {
            text = rule.pattern().matcher(text).replaceAll(rule.replacement());
        }
        return text.strip();
    }

    private static Rule rule(String pattern, String replacement) {
        return new Rule(Pattern.compile(pattern), replacement);
    }
}

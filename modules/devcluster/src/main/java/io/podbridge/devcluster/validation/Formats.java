package io.podbridge.devcluster.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Names, labels and the like: what is wrong with a text, in the words of {@code apimachinery/pkg/util/validation}. */
final class Formats {
    private static final String LABEL_FORMAT = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String SUBDOMAIN_FORMAT = LABEL_FORMAT + "(\\." + LABEL_FORMAT + ")*";
    private static final String KEY_FORMAT = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private static final String VALUE_FORMAT = "(" + KEY_FORMAT + ")?";
    private static final String CONFIG_FORMAT = "[-._a-zA-Z0-9]+";

    private static final Pattern LABEL = Pattern.compile(LABEL_FORMAT);
    private static final Pattern SUBDOMAIN = Pattern.compile(SUBDOMAIN_FORMAT);
    private static final Pattern KEY = Pattern.compile(KEY_FORMAT);
    private static final Pattern VALUE = Pattern.compile(VALUE_FORMAT);
    private static final Pattern CONFIG = Pattern.compile(CONFIG_FORMAT);

    private static final int MAX_LABEL = 63;
    private static final int MAX_SUBDOMAIN = 253;

    private Formats() {}

    /** RFC 1123 label. */
    static List<String> label(String text) {
        if (text.contains(".") && SUBDOMAIN.matcher(text).matches()) {
            return List.of("must not contain dots");
        }
        return faults(
                text,
                MAX_LABEL,
                LABEL,
                "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and"
                        + " end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation"
                        + " is '" + LABEL_FORMAT + "')");
    }

    /** RFC 1123 subdomain: the form of most names. */
    static List<String> subdomain(String text) {
        return faults(
                text,
                MAX_SUBDOMAIN,
                SUBDOMAIN,
                "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must"
                        + " start and end with an alphanumeric character (e.g. 'example.com', regex used for validation"
                        + " is '" + SUBDOMAIN_FORMAT + "')");
    }

    /** What may stand between slashes of a path. */
    static List<String> pathSegment(String text) {
        if (text.equals(".") || text.equals("..")) {
            return List.of("may not be '" + text + "'");
        }
        return List.of("/", "%").stream()
                .filter(text::contains)
                .map(each -> "may not contain '" + each + "'")
                .toList();
    }

    static List<String> labelKey(String text) {
        int slash = text.indexOf('/');
        List<String> faults = new ArrayList<>();
        if (slash == 0) {
            faults.add("prefix part must be non-empty");
        } else if (slash > 0) {
            subdomain(text.substring(0, slash)).forEach(each -> faults.add("prefix part " + each));
        }
        String name = text.substring(slash + 1);
        String form = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
                + " alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '"
                + KEY_FORMAT + "')";
        if (name.isEmpty()) {
            faults.add("name part must be non-empty");
        }
        faults(name, MAX_LABEL, KEY, form).forEach(each -> faults.add("name part " + each));
        return faults;
    }

    static List<String> labelValue(String text) {
        return faults(
                text,
                MAX_LABEL,
                VALUE,
                "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must"
                        + " start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345',"
                        + " regex used for validation is '" + VALUE_FORMAT + "')");
    }

    /** A key in a ConfigMap or Secret. */
    static List<String> configKey(String text) {
        return faults(
                text,
                MAX_SUBDOMAIN,
                CONFIG,
                "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or"
                        + " 'KEY_NAME',  or 'key-name', regex used for validation is '" + CONFIG_FORMAT + "')");
    }

    private static List<String> faults(String text, int max, Pattern pattern, String form) {
        List<String> faults = new ArrayList<>();
        if (text.length() > max) {
            faults.add("must be no more than " + max + " bytes");
        }
        if (!pattern.matcher(text).matches()) {
            faults.add(form);
        }
        return faults;
    }
}

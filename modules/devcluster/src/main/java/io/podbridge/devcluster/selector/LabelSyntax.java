package io.podbridge.devcluster.selector;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a label's key and value may look like, with the sentences of apimachinery's {@code validation.go}. */
final class LabelSyntax {
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final int LONGEST_NAME = 63;
    private static final int LONGEST_SUBDOMAIN = 253;
    private static final String NAME_RULE = "must consist of alphanumeric characters, '-', '_' or '.', and must start"
            + " and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for"
            + " validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
    private static final String VALUE_RULE = "a valid label must be an empty string or consist of alphanumeric"
            + " characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue', "
            + " or 'my_value',  or '12345', regex used for validation is"
            + " '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
    private static final String SUBDOMAIN_RULE = "a lowercase RFC 1123 subdomain must consist of lower case"
            + " alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g."
            + " 'example.com', regex used for validation is"
            + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
    private static final String KEY_RULE = "a valid label key " + NAME_RULE
            + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";

    private LabelSyntax() {}

    /** What is wrong with a key; empty for a good one. */
    static List<String> faultsOfKey(String key) {
        var parts = key.split("/", -1);
        return switch (parts.length) {
            case 1 -> faultsOfName(parts[0]);
            case 2 -> {
                var faults = new ArrayList<>(faultsOfPrefix(parts[0]));
                faults.addAll(faultsOfName(parts[1]));
                yield faults;
            }
            default -> List.of(KEY_RULE);
        };
    }

    /** What is wrong with a value; empty for a good one. */
    static List<String> faultsOfValue(String value) {
        var faults = new ArrayList<String>();
        if (value.length() > LONGEST_NAME) {
            faults.add(tooLong(LONGEST_NAME));
        }
        if (!value.isEmpty() && !NAME.matcher(value).matches()) {
            faults.add(VALUE_RULE);
        }
        return faults;
    }

    private static List<String> faultsOfPrefix(String prefix) {
        if (prefix.isEmpty()) {
            return List.of("prefix part must be non-empty");
        }
        var faults = new ArrayList<String>();
        if (prefix.length() > LONGEST_SUBDOMAIN) {
            faults.add("prefix part " + tooLong(LONGEST_SUBDOMAIN));
        }
        if (!SUBDOMAIN.matcher(prefix).matches()) {
            faults.add("prefix part " + SUBDOMAIN_RULE);
        }
        return faults;
    }

    private static List<String> faultsOfName(String name) {
        var faults = new ArrayList<String>();
        if (name.isEmpty()) {
            faults.add("name part must be non-empty");
        } else if (name.length() > LONGEST_NAME) {
            faults.add("name part " + tooLong(LONGEST_NAME));
        }
        if (!NAME.matcher(name).matches()) {
            faults.add("name part " + NAME_RULE);
        }
        return faults;
    }

    private static String tooLong(int most) {
        return String.format(Locale.ROOT, "must be no more than %d bytes", most);
    }
}

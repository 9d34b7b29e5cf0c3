package io.podbridge.devcluster.selector;

import java.util.Map;
import java.util.Set;

/** What one label must be like. An absent label fulfils what is forbidden, and nothing that is asked for. */
sealed interface Requirement {

    boolean matches(Map<String, String> labels);

    /** {@code key=value}, {@code key==value}, {@code key in (values)}. */
    record In(String key, Set<String> values) implements Requirement {
        @Override
        public boolean matches(Map<String, String> labels) {
            return labels.containsKey(key) && values.contains(labels.get(key));
        }
    }

    /** {@code key!=value}, {@code key notin (values)}. */
    record NotIn(String key, Set<String> values) implements Requirement {
        @Override
        public boolean matches(Map<String, String> labels) {
            return !labels.containsKey(key) || !values.contains(labels.get(key));
        }
    }

    /** {@code key}. */
    record Exists(String key) implements Requirement {
        @Override
        public boolean matches(Map<String, String> labels) {
            return labels.containsKey(key);
        }
    }

    /** {@code !key}. */
    record Absent(String key) implements Requirement {
        @Override
        public boolean matches(Map<String, String> labels) {
            return !labels.containsKey(key);
        }
    }

    /** {@code key>bound} ({@code sign} 1), {@code key<bound} ({@code sign} -1); a label that is no integer fails. */
    record Beyond(String key, int sign, long bound) implements Requirement {
        @Override
        public boolean matches(Map<String, String> labels) {
            try {
                return labels.containsKey(key) && Long.compare(Long.parseLong(labels.get(key)), bound) == sign;
            } catch (NumberFormatException noInteger) {
                return false;
            }
        }
    }
}

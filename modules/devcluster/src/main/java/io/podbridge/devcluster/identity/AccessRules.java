package io.podbridge.devcluster.identity;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who may do what. Every user that is known may do everything, until a test restricts one by name; members of
 * {@code system:masters} may do everything always; the anonymous user may ask for health and version. RBAC objects can
 * be stored but decide nothing. Thread-safe.
 */
public final class AccessRules {
    private static final List<PolicyRule> ANONYMOUS = List.of(new PolicyRule(
            List.of("get", "head"),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of("/healthz", "/healthz/*", "/livez", "/livez/*", "/readyz", "/readyz/*", "/version", "/version/")));

    private final Map<String, List<PolicyRule>> restricted = new ConcurrentHashMap<>();

    /** From now on the user may do this and nothing else. */
    public void restrict(String user, List<PolicyRule> rules) {
        restricted.put(user, List.copyOf(rules));
    }

    public void unrestrict(String user) {
        restricted.remove(user);
    }

    public boolean allows(AccessRequest request) {
        return rules(request.user()).stream().anyMatch(rule -> rule.covers(request));
    }

    public List<PolicyRule> rules(User user) {
        if (user.anonymous()) {
            return ANONYMOUS;
        }
        if (user.groups().contains(User.MASTERS)) {
            return List.of(PolicyRule.EVERYTHING);
        }
        return restricted.getOrDefault(user.name(), List.of(PolicyRule.EVERYTHING));
    }
}

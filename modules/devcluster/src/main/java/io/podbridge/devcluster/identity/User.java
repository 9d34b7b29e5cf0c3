package io.podbridge.devcluster.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who asks.
 *
 * @param uid empty if unknown
 */
public record User(String name, String uid, List<String> groups, Map<String, List<String>> extra) {
    public static final String MASTERS = "system:masters";
    static final String AUTHENTICATED = "system:authenticated";
    private static final String UNAUTHENTICATED = "system:unauthenticated";

    /** Who shows nothing. */
    public static final User ANONYMOUS = new User("system:anonymous", "", List.of(UNAUTHENTICATED), Map.of());

    public User {
        groups = List.copyOf(groups);
        extra = Map.copyOf(extra);
    }

    /** A user whose name was proven: a member of {@code system:authenticated} too. */
    public static User authenticated(String name, List<String> groups) {
        return new User(name, "", withAuthenticated(groups), Map.of());
    }

    static List<String> withAuthenticated(List<String> groups) {
        var all = new ArrayList<>(groups);
        if (!all.contains(AUTHENTICATED)) {
            all.add(AUTHENTICATED);
        }
        return all;
    }

    public boolean anonymous() {
        return name.equals(ANONYMOUS.name()) || groups.contains(UNAUTHENTICATED);
    }
}

package io.podbridge.http.identity;

import java.util.List;
import java.util.Map;

/** Somebody whom the API server knows, as {@code authentication.k8s.io/v1 UserInfo}. */
public record User(String name, String uid, List<String> groups, Map<String, List<String>> extra) {

    static final String AUTHENTICATED = "system:authenticated";

    static final User ANONYMOUS = new User("system:anonymous", "", List.of("system:unauthenticated"), Map.of());
}

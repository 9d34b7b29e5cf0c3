package io.podbridge.devcluster.api;

import java.util.List;

/**
 * Whom a token of a ServiceAccount stands for.
 *
 * @param user {@code system:serviceaccount:NAMESPACE:NAME}
 * @param uid of the ServiceAccount
 */
public record TokenIdentity(String user, String uid, List<String> groups, List<String> audiences) {}

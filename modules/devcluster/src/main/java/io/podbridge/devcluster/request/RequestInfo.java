package io.podbridge.devcluster.request;

import io.podbridge.devcluster.identity.AccessRequest;
import io.podbridge.devcluster.identity.User;
import java.util.Locale;

/**
 * What a request asks for, told from its first line alone.
 *
 * @param method in capitals
 * @param verb of the Kubernetes API: {@code get}, {@code list}, {@code watch}, {@code create}, {@code update},
 *     {@code patch}, {@code delete}, {@code deletecollection}; for other paths the method in lower case
 * @param rawTarget path and query as they came, still encoded
 */
public record RequestInfo(String method, String verb, RequestPath path, String rawTarget, Query query) {

    /** @param target path and query as they stand in the first line of the request */
    public static RequestInfo parse(String method, String target) {
        var mark = target.indexOf('?');
        var rawPath = mark < 0 ? target : target.substring(0, mark);
        var query = mark < 0 ? Query.NONE : Query.parse(target.substring(mark + 1));
        var path = RequestPath.parse(rawPath);
        return new RequestInfo(method, verb(method, path, query), path, target, query);
    }

    private static String verb(String method, RequestPath path, Query query) {
        return switch (path) {
            case RequestPath.Other other -> method.toLowerCase(Locale.ROOT);
            case RequestPath.Resource resource when resource.watch() -> "watch";
            case RequestPath.Resource resource -> verb(method, resource.name().isEmpty(), query);
        };
    }

    private static String verb(String method, boolean collection, Query query) {
        return switch (method) {
            case "GET", "HEAD" -> !collection ? "get" : query.flag("watch") ? "watch" : "list";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> collection ? "deletecollection" : "delete";
            default -> "";
        };
    }

    /** For authorization. */
    public AccessRequest access(User user) {
        return switch (path) {
            case RequestPath.Other other -> AccessRequest.path(user, verb, other.path());
            case RequestPath.Resource on ->
                new AccessRequest(
                        user,
                        verb,
                        on.groupVersion().group(),
                        on.plural(),
                        on.subresource(),
                        on.namespace(),
                        on.name(),
                        "");
        };
    }

    /** Whether it is this verb on objects of this kind, for example {@code patch} on {@code pods}. */
    public boolean is(String wantedVerb, String plural) {
        return verb.equals(wantedVerb)
                && path instanceof RequestPath.Resource on
                && on.plural().equals(plural);
    }
}

package io.podbridge.devcluster.api;

import io.podbridge.devcluster.api.ApiFailure.Cause;
import io.podbridge.devcluster.api.ApiFailure.Details;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import java.util.List;
import java.util.stream.Collectors;

/** Refusals in the words of kube-apiserver ({@code apimachinery/pkg/api/errors}). */
public final class Failures {
    private static final String STALE =
            "the object has been modified; please apply your changes to the latest version and try again";

    private Failures() {}

    public static ApiFailure badRequest(String message) {
        return new ApiFailure(400, "BadRequest", message, Details.NONE);
    }

    public static ApiFailure notFound(ObjectKey key) {
        return notFound(key.type(), key.name());
    }

    public static ApiFailure notFound(ResourceType type, String name) {
        return new ApiFailure(404, "NotFound", named(type, name) + " not found", details(type, name));
    }

    public static ApiFailure alreadyExists(ObjectKey key) {
        return new ApiFailure(
                409, "AlreadyExists", named(key.type(), key.name()) + " already exists", details(key.type(), key.name()));
    }

    /** No free name was found for a {@code generateName}; the client may try again at once. */
    public static ApiFailure generatedNameExists(ObjectKey key) {
        Details details = new Details(key.type().groupVersion().group(), key.type().plural(), key.name(), "", List.of(), 1);
        return new ApiFailure(
                409,
                "AlreadyExists",
                named(key.type(), key.name())
                        + " already exists, the server was not able to generate a unique name for the object",
                details);
    }

    /** Somebody else wrote since the version that the client has seen. */
    public static ApiFailure stale(ObjectKey key) {
        return conflict(key.type().qualified(), key, STALE);
    }

    /**
     * Somebody else was faster, or a precondition failed.
     *
     * @param what the resource as kube-apiserver names it in this message, for example {@code pods/binding}
     */
    public static ApiFailure conflict(String what, ObjectKey key, String why) {
        return new ApiFailure(
                409,
                "Conflict",
                "Operation cannot be fulfilled on " + what + " \"" + key.name() + "\": " + why,
                new Details(key.type().groupVersion().group(), what.split("\\.", 2)[0], key.name(), "", List.of(), 0));
    }

    public static ApiFailure forbidden(ResourceType type, String name, String why) {
        String what = name.isEmpty() ? type.qualified() : named(type, name);
        return new ApiFailure(403, "Forbidden", what + " is forbidden: " + why, details(type, name));
    }

    public static ApiFailure expired(String message) {
        return new ApiFailure(410, "Expired", message, Details.NONE);
    }

    public static ApiFailure methodNotAllowed(String message) {
        return new ApiFailure(405, "MethodNotAllowed", message, Details.NONE);
    }

    public static ApiFailure internal(String message) {
        return new ApiFailure(500, "InternalError", "Internal error occurred: " + message, Details.NONE);
    }

    /** A resourceVersion that is not reached yet. */
    public static ApiFailure tooLarge(long wanted, long current) {
        return new ApiFailure(
                504,
                "Timeout",
                "Timeout: Too large resource version: " + wanted + ", current: " + current,
                new Details(
                        "",
                        "",
                        "",
                        "",
                        List.of(new Cause("", "ResourceVersionTooLarge", "Too large resource version")),
                        1));
    }

    /**
     * An object makes no sense.
     *
     * @param causes not empty; their messages without the field
     */
    public static ApiFailure invalid(ResourceType type, String name, List<Cause> causes) {
        return invalid(type.groupVersion().group(), type.kind(), name, causes);
    }

    /**
     * The same for what is not stored.
     *
     * @param kind as the message names it: a kind, or a resource where kube-apiserver does so
     */
    public static ApiFailure invalid(String group, String kind, String name, List<Cause> causes) {
        List<String> faults =
                causes.stream().map(each -> each.field() + ": " + each.message()).distinct().toList();
        String all = faults.size() == 1
                ? faults.getFirst()
                : faults.stream().collect(Collectors.joining(", ", "[", "]"));
        String qualified = group.isEmpty() ? kind : kind + "." + group;
        return new ApiFailure(
                422,
                "Invalid",
                qualified + " \"" + name + "\" is invalid: " + all,
                new Details(group, kind, name, "", List.copyOf(causes), 0));
    }

    private static String named(ResourceType type, String name) {
        return type.qualified() + " \"" + name + "\"";
    }

    private static Details details(ResourceType type, String name) {
        return new Details(type.groupVersion().group(), type.plural(), name, "", List.of(), 0);
    }
}

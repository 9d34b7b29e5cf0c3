package io.podbridge.devcluster.http;

import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.DeleteOptions;
import io.podbridge.devcluster.api.DeleteOptions.Propagation;
import io.podbridge.devcluster.api.ListOptions;
import io.podbridge.devcluster.api.WatchOptions;
import io.podbridge.devcluster.api.WriteOptions;
import io.podbridge.devcluster.api.WriteOptions.FieldValidation;
import io.podbridge.devcluster.request.Query;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the options of requests out of their query. What is wrong is an {@link ApiFailure}: 400 or 422. */
final class RequestOptions {
    private static final int MANAGER_LENGTH = 128;

    private RequestOptions() {}

    static ListOptions list(Query query) {
        return new ListOptions(
                query.get("labelSelector"),
                query.get("fieldSelector"),
                number(query, "limit").orElse(0L),
                query.get("continue"),
                query.get("resourceVersion"),
                query.get("resourceVersionMatch"));
    }

    static WatchOptions watch(Query query, String fieldSelector) {
        return new WatchOptions(
                query.get("labelSelector"),
                fieldSelector,
                query.get("resourceVersion"),
                query.get("resourceVersionMatch"),
                query.flag("sendInitialEvents"),
                query.flag("allowWatchBookmarks"));
    }

    /** @param kind of the options, for messages: {@code CreateOptions}, {@code UpdateOptions}, {@code PatchOptions} */
    static WriteOptions write(String kind, Call call, Consumer<String> warnings) {
        var query = call.info().query();
        var manager = query.get("fieldManager");
        return new WriteOptions(
                dryRun(kind, query.all("dryRun")),
                manager.isEmpty() ? managerOf(call.header("User-Agent")) : manager,
                validation(kind, query.get("fieldValidation")),
                query.flag("force"),
                call.user().name(),
                warnings);
    }

    /** From the body, or without one from the query (handlers/delete.go). */
    static DeleteOptions delete(Query query, Optional<ObjectNode> body) {
        return body.map(RequestOptions::delete).orElseGet(() -> {
            return new DeleteOptions(
                    grace(number(query, "gracePeriodSeconds")),
                    Optional.empty(),
                    Optional.empty(),
                    propagation(
                            query.get("propagationPolicy"),
                            query.has("orphanDependents"),
                            query.flag("orphanDependents")),
                    dryRun("DeleteOptions", query.all("dryRun")));
        });
    }

    private static DeleteOptions delete(ObjectNode body) {
        var preconditions = body.path("preconditions");
        var grace = body.path("gracePeriodSeconds");
        var orphan = body.path("orphanDependents");
        return new DeleteOptions(
                grace(grace.isNumber() ? Optional.of(grace.asLong()) : Optional.empty()),
                text(preconditions, "uid"),
                text(preconditions, "resourceVersion"),
                propagation(body.path("propagationPolicy").asString(""), orphan.isBoolean(), orphan.asBoolean(false)),
                dryRun(
                        "DeleteOptions",
                        body.path("dryRun")
                                .valueStream()
                                .map(JsonNode::asString)
                                .toList()));
    }

    private static Optional<Long> grace(Optional<Long> seconds) {
        // A negative one means one second (rest.BeforeDelete).
        return seconds.map(value -> value < 0 ? 1 : value);
    }

    private static Optional<Propagation> propagation(String policy, boolean orphanGiven, boolean orphan) {
        return switch (policy) {
            case "" ->
                orphanGiven ? Optional.of(orphan ? Propagation.ORPHAN : Propagation.BACKGROUND) : Optional.empty();
            case "Orphan" -> Optional.of(Propagation.ORPHAN);
            case "Background" -> Optional.of(Propagation.BACKGROUND);
            case "Foreground" -> Optional.of(Propagation.FOREGROUND);
            default ->
                throw unsupported(
                        "DeleteOptions",
                        "propagationPolicy",
                        policy,
                        "\"Foreground\", \"Background\", \"Orphan\", \"nil\"");
        };
    }

    static boolean dryRun(String kind, List<String> values) {
        for (var value : values) {
            if (!value.equals("All")) {
                throw unsupported(kind, "dryRun", value, "\"All\"");
            }
        }
        return !values.isEmpty();
    }

    private static FieldValidation validation(String kind, String value) {
        return switch (value) {
            case "Ignore" -> FieldValidation.IGNORE;
            case "", "Warn" -> FieldValidation.WARN;
            case "Strict" -> FieldValidation.STRICT;
            default -> throw unsupported(kind, "fieldValidation", value, "\"Ignore\", \"Strict\", \"Warn\"");
        };
    }

    private static ApiFailure unsupported(String kind, String field, String value, String supported) {
        var message = "Unsupported value: \"" + value + "\": supported values: " + supported;
        return Refusals.invalidOptions(kind, field, "FieldValueNotSupported", message);
    }

    /** Who does not say who manages the fields is called after the program that writes. */
    private static String managerOf(String userAgent) {
        var name = userAgent.split("/", 2)[0].replaceAll("\\P{Print}", "");
        var given = name.isEmpty() ? "unknown" : name;
        return given.length() > MANAGER_LENGTH ? given.substring(0, MANAGER_LENGTH) : given;
    }

    static Optional<Long> number(Query query, String name) {
        try {
            return query.number(name);
        } catch (IllegalArgumentException e) {
            throw Refusals.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> text(JsonNode node, String field) {
        return Optional.of(node.path(field).asString("")).filter(value -> !value.isEmpty());
    }
}

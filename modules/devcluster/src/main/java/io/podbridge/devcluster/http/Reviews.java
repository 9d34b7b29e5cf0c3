package io.podbridge.devcluster.http;

import io.podbridge.devcluster.discovery.TransientType;
import io.podbridge.devcluster.identity.AccessRequest;
import io.podbridge.devcluster.identity.AccessRules;
import io.podbridge.devcluster.identity.Authenticator;
import io.podbridge.devcluster.identity.PolicyRule;
import io.podbridge.devcluster.identity.User;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers who somebody is and what they may do, from the same rules by which the server decides itself. Thread-safe.
 */
final class Reviews {
    private final Authenticator authenticator;
    private final AccessRules rules;

    Reviews(Authenticator authenticator, AccessRules rules) {
        this.authenticator = authenticator;
        this.rules = rules;
    }

    /** The review with its status. */
    ObjectNode answer(TransientType type, String namespace, ObjectNode review, User asker) {
        var spec = review.path("spec");
        var status = switch (type.plural()) {
            case "tokenreviews" -> token(spec);
            case "selfsubjectreviews" -> self(asker);
            case "selfsubjectrulesreviews" ->
                rules(asker, spec.path("namespace").asString(""));
            case "selfsubjectaccessreviews" -> access(asker, spec);
            case "localsubjectaccessreviews" -> {
                requireNamespace(namespace, spec);
                yield access(subject(spec), spec);
            }
            default -> access(subject(spec), spec);
        };
        var answer = JsonNodeFactory.instance.objectNode();
        answer.put("kind", type.kind()).put("apiVersion", type.groupVersion().apiVersion());
        answer.set("metadata", review.path("metadata").isObject() ? review.path("metadata") : object());
        if (spec.isObject()) {
            answer.set("spec", spec);
        }
        answer.set("status", status);
        return answer;
    }

    private ObjectNode token(JsonNode spec) {
        var status = object();
        var holder = authenticator.token(spec.path("token").asString(""), texts(spec.path("audiences")));
        if (holder.isEmpty()) {
            status.putObject("user");
            return status.put("error", "[invalid bearer token, token lookup failed]");
        }
        status.put("authenticated", true);
        status.set("user", user(holder.get().user()));
        putTexts(status, "audiences", holder.get().audiences());
        return status;
    }

    private static ObjectNode self(User asker) {
        var status = object();
        status.set("userInfo", user(asker));
        return status;
    }

    private ObjectNode access(User who, JsonNode spec) {
        return object().put("allowed", rules.allows(request(who, spec)));
    }

    private static AccessRequest request(User who, JsonNode spec) {
        var path = spec.path("nonResourceAttributes");
        if (path.isObject()) {
            return AccessRequest.path(who, text(path, "verb"), text(path, "path"));
        }
        var on = spec.path("resourceAttributes");
        return new AccessRequest(
                who,
                text(on, "verb"),
                text(on, "group"),
                text(on, "resource"),
                text(on, "subresource"),
                text(on, "namespace"),
                text(on, "name"),
                "");
    }

    private static User subject(JsonNode spec) {
        var extra = new TreeMap<String, List<String>>();
        spec.path("extra").propertyStream().forEach(each -> extra.put(each.getKey(), texts(each.getValue())));
        return new User(text(spec, "user"), text(spec, "uid"), texts(spec.path("groups")), extra);
    }

    private ObjectNode rules(User who, String namespace) {
        var status = object();
        var resources = status.putArray("resourceRules");
        var paths = status.putArray("nonResourceRules");
        for (var rule : rules.rules(who)) {
            if (!rule.resources().isEmpty() && covers(rule, namespace)) {
                describe(rule, resources.addObject());
            }
            if (!rule.paths().isEmpty()) {
                var described = paths.addObject();
                putTexts(described, "verbs", rule.verbs());
                putTexts(described, "nonResourceURLs", rule.paths());
            }
        }
        return status.put("incomplete", false);
    }

    private static boolean covers(PolicyRule rule, String namespace) {
        return rule.namespaces().isEmpty() || rule.namespaces().contains(namespace);
    }

    private static void describe(PolicyRule rule, ObjectNode node) {
        putTexts(node, "verbs", rule.verbs());
        putTexts(node, "apiGroups", rule.groups());
        putTexts(node, "resources", rule.resources());
        if (!rule.names().isEmpty()) {
            putTexts(node, "resourceNames", rule.names());
        }
    }

    private static void requireNamespace(String namespace, JsonNode spec) {
        var asked = spec.path("resourceAttributes").path("namespace").asString("");
        if (!asked.equals(namespace)) {
            throw Refusals.badRequest("spec.resourceAttributes.namespace must match namespace: " + namespace);
        }
    }

    private static ObjectNode user(User user) {
        var node = object().put("username", user.name());
        if (!user.uid().isEmpty()) {
            node.put("uid", user.uid());
        }
        putTexts(node, "groups", user.groups());
        if (!user.extra().isEmpty()) {
            var extra = node.putObject("extra");
            for (Map.Entry<String, List<String>> each : new TreeMap<>(user.extra()).entrySet()) {
                putTexts(extra, each.getKey(), each.getValue());
            }
        }
        return node;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(each -> each.asString("")).toList();
    }

    private static void putTexts(ObjectNode node, String field, Collection<String> values) {
        ArrayNode array = node.putArray(field);
        values.forEach(array::add);
    }
}

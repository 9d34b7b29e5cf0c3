package io.podbridge.core.kube;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON of a {@code core/v1} Event. Its times are whole seconds, as the API server keeps them.
 *
 * @param subject what it is about
 * @param name the Event's own name, unique in its namespace
 * @param warning whether it is a Warning; otherwise it is Normal
 * @param reason a CamelCase word
 * @param message a sentence
 * @param node the node that reports
 * @param replica the replica that reports
 */
public record EventDocument(
        Subject subject, String name, boolean warning, String reason, String message, String node, String replica) {
    private static final String COMPONENT = "podbridge";

    /** What an Event is about: an object of {@code v1}. The namespace is "" for a node. */
    public record Subject(String kind, String namespace, String name, String uid) {}

    /** The collection it is made in. Events about what has no namespace are kept in "default", as everybody does. */
    public String collection() {
        return "/api/v1/namespaces/" + namespace() + "/events";
    }

    /** The path of the Event itself. */
    public String path() {
        return collection() + "/" + name;
    }

    /** The Event where there is none. */
    public byte[] make(Instant first, Instant last, int count) {
        ObjectNode event = JsonObjects.object();
        event.put("apiVersion", "v1").put("kind", "Event");
        event.putObject("metadata").put("name", name).put("namespace", namespace());
        subject(event.putObject("involvedObject"));
        event.put("type", warning ? "Warning" : "Normal");
        event.put("reason", reason).put("message", message);
        event.putObject("source").put("component", COMPONENT).put("host", node);
        event.put("reportingComponent", COMPONENT).put("reportingInstance", replica);
        event.put("firstTimestamp", time(first))
                .put("lastTimestamp", time(last))
                .put("count", count);
        return JsonObjects.bytes(event);
    }

    /** The change, as a merge patch, that says it happened again. */
    public byte[] again(Instant last, int count) {
        return JsonObjects.bytes(
                JsonObjects.object().put("lastTimestamp", time(last)).put("count", count));
    }

    private void subject(ObjectNode involved) {
        involved.put("apiVersion", "v1").put("kind", subject.kind()).put("name", subject.name());
        involved.put("uid", subject.uid());
        if (!subject.namespace().isEmpty()) {
            involved.put("namespace", subject.namespace());
        }
    }

    private String namespace() {
        return subject.namespace().isEmpty() ? "default" : subject.namespace();
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}

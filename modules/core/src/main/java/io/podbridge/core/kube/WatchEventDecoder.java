package io.podbridge.core.kube;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/** Reads lines of a watch: {@code {"type":"MODIFIED","object":{…}}}. Threads: any. */
final class WatchEventDecoder {

    private final PodDecoder pods;

    WatchEventDecoder(PodDecoder pods) {
        this.pods = pods;
    }

    /** The event at {@code offset}. */
    WatchEvent decode(byte[] line, int offset, int length) {
        try {
            String type = type(line, offset, length);
            byte[] lean = ManagedFields.without(line, offset, length);
            try (JsonParser parser = Tokens.parser(lean, 0, lean.length)) {
                return Tokens.find(parser, "object")
                        ? event(type, parser, lean).orElseGet(WatchEvent.Foreign::new)
                        : new WatchEvent.Foreign();
            }
        } catch (JacksonException notJson) {
            return new WatchEvent.Foreign();
        }
    }

    /** The resourceVersion of the pod of an event, which is not read any further. */
    static Optional<String> resourceVersion(byte[] line, int offset, int length) {
        try (JsonParser parser = Tokens.parser(line, offset, length)) {
            return Tokens.find(parser, "object") ? version(parser) : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    /** Empty if the object is not what the API server sends with an event of this type. */
    private Optional<WatchEvent> event(String type, JsonParser object, byte[] line) {
        return switch (type) {
            case "ADDED", "MODIFIED" ->
                pod(object, line).map(bound -> new WatchEvent.Changed(bound.pod(), bound.node()));
            case "DELETED" -> pod(object, line).map(bound -> new WatchEvent.Deleted(bound.pod(), bound.node()));
            case "BOOKMARK" -> version(object).map(WatchEvent.Bookmark::new);
            case "ERROR" ->
                Optional.of(ServerStatus.read(object))
                        .filter(ServerStatus::genuine)
                        .map(WatchEvent.Failure::new);
            default -> version(object).map(version -> new WatchEvent.Unknown(type));
        };
    }

    private Optional<PodDecoder.Bound> pod(JsonParser object, byte[] line) {
        return Optional.of(pods.read(object, line)).filter(PodDecoder.Bound::isPod);
    }

    private static Optional<String> version(JsonParser object) {
        ObjectHead head = ObjectHead.read(object);
        return head.is("Pod", "v1") && !head.resourceVersion().isEmpty()
                ? Optional.of(head.resourceVersion())
                : Optional.empty();
    }

    /** Every server writes the type first, so that this ends after two tokens. */
    private static String type(byte[] line, int offset, int length) {
        try (JsonParser parser = Tokens.parser(line, offset, length)) {
            return Tokens.find(parser, "type") ? Tokens.text(parser) : "";
        }
    }
}

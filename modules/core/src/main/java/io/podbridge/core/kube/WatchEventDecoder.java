package io.podbridge.core.kube;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/** Reads lines of a watch: {@code {"type":"MODIFIED","object":{…}}}. Threads: any. */
final class WatchEventDecoder {

    private final PodDecoder pods;

    WatchEventDecoder(PodDecoder pods) {
        this.pods = pods;
    }

    /**
     * The event at {@code offset}.
     *
     * @throws JacksonException when it is not JSON
     */
    WatchEvent decode(byte[] line, int offset, int length) {
        String type = type(line, offset, length);
        byte[] lean = ManagedFields.without(line, offset, length);
        try (JsonParser parser = Tokens.parser(lean, 0, lean.length)) {
            var object = new Tokens.FieldReader() {
                private WatchEvent event = new WatchEvent.Unknown(type);

                @Override
                public void read(String name, JsonParser value) {
                    if (name.equals("object")) {
                        event = event(type, value, lean);
                    } else {
                        value.skipChildren();
                    }
                }
            };
            Tokens.fields(parser, object);
            return object.event;
        }
    }

    /** {@code metadata.resourceVersion} of the object of an event, "" if it has none. */
    static String resourceVersion(byte[] line, int offset, int length) {
        String[] version = {""};
        try (JsonParser parser = Tokens.parser(line, offset, length)) {
            Tokens.fields(parser, (name, value) -> {
                if (name.equals("object")) {
                    version[0] = MetadataReader.ofObject(value).resourceVersion();
                } else {
                    value.skipChildren();
                }
            });
        }
        return version[0];
    }

    private WatchEvent event(String type, JsonParser object, byte[] line) {
        return switch (type) {
            case "ADDED", "MODIFIED" -> {
                PodDecoder.Bound bound = pods.read(object, line);
                yield new WatchEvent.Changed(bound.pod(), bound.node());
            }
            case "DELETED" -> {
                PodDecoder.Bound bound = pods.read(object, line);
                yield new WatchEvent.Deleted(bound.pod(), bound.node());
            }
            case "BOOKMARK" ->
                new WatchEvent.Bookmark(MetadataReader.ofObject(object).resourceVersion());
            case "ERROR" -> new WatchEvent.Failure(ServerStatus.read(object));
            default -> {
                object.skipChildren();
                yield new WatchEvent.Unknown(type);
            }
        };
    }

    /** Every server writes the type first, so that this ends after two tokens. */
    private static String type(byte[] line, int offset, int length) {
        try (JsonParser parser = Tokens.parser(line, offset, length)) {
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                if (name.equals("type")) {
                    return Tokens.text(parser);
                }
                parser.skipChildren();
            }
            return "";
        }
    }
}

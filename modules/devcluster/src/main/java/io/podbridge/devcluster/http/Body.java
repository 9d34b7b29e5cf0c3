package io.podbridge.devcluster.http;

import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.proto.ProtobufBodies;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What came with a request.
 *
 * @param mediaType without parameters; empty if the client did not say
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody, and nobody changes it.
record Body(String mediaType, byte[] bytes) {
    /** As kube-apiserver (MaxRequestBodyBytes). */
    static final long LIMIT = 3L * 1024 * 1024;

    static final String JSON = "application/json";
    static final String YAML = "application/yaml";
    static final String PROTOBUF = "application/vnd.kubernetes.protobuf";

    private static final List<String> UNDERSTOOD = List.of(JSON, YAML, PROTOBUF);
    private static final ObjectMapper JSON_READER = JsonMapper.shared();
    private static final ObjectMapper YAML_READER = new YAMLMapper();
    private static final int SUMMARY = 30;

    boolean isEmpty() {
        return bytes.length == 0;
    }

    boolean isJson() {
        return mediaType.isEmpty() || mediaType.equals(JSON);
    }

    /**
     * An object of some kind.
     *
     * @param kind that is wanted here, for the message
     * @throws ApiFailure 415, or 400 if it cannot be read
     */
    ObjectNode object(String kind) {
        try {
            var tree = tree();
            if (tree instanceof ObjectNode object) {
                return object;
            }
            if (tree.isMissingNode()) {
                throw unrecognized(kind, "couldn't get version/kind; json parse error: unexpected end of JSON input");
            }
            var problem = "couldn't get version/kind; json parse error: json: cannot unmarshal " + goType(tree)
                    + " into Go value of type struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\";"
                    + " Kind string \"json:\\\"kind,omitempty\\\"\" }";
            throw unrecognized(kind, problem);
        } catch (JacksonException e) {
            throw unrecognized(kind, "couldn't get version/kind; json parse error: " + goMessage(e));
        }
    }

    /** Options; empty if there is no body. */
    Optional<ObjectNode> options() {
        if (isEmpty()) {
            return Optional.empty();
        }
        try {
            return tree() instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JacksonException e) {
            throw Refusals.badRequest("couldn't get version/kind; json parse error: " + goMessage(e));
        }
    }

    /**
     * A patch, in JSON or, for server-side apply, in YAML, of which JSON is a part.
     *
     * @throws ApiFailure 400 if it cannot be read
     */
    JsonNode patch(boolean yaml) {
        try {
            var reader = yaml && !looksLikeJson() ? YAML_READER : JSON_READER;
            return reader.readTree(bytes);
        } catch (JacksonException e) {
            throw Refusals.badRequest(
                    yaml ? "error decoding YAML: " + firstLine(e) : "error decoding patch: " + goMessage(e));
        }
    }

    private JsonNode tree() {
        return switch (mediaType) {
            case "", JSON -> JSON_READER.readTree(bytes);
            case PROTOBUF -> ProtobufBodies.decode(bytes);
            case YAML -> (looksLikeJson() ? JSON_READER : YAML_READER).readTree(bytes);
            default -> throw Refusals.unsupportedMediaType(UNDERSTOOD);
        };
    }

    private boolean looksLikeJson() {
        return bytes.length > 0 && bytes[0] == '{';
    }

    private ApiFailure unrecognized(String kind, String problem) {
        return Refusals.badRequest("the object provided is unrecognized (must be of type " + kind + "): " + problem
                + " (" + summary() + ")");
    }

    private String summary() {
        if (bytes.length == 0) {
            return "<empty>";
        }
        var shown = Math.min(bytes.length, SUMMARY);
        var text = looksLikeJson()
                ? new String(bytes, 0, shown, StandardCharsets.UTF_8)
                : HexFormat.of().formatHex(bytes, 0, shown);
        return shown < bytes.length ? text + " ..." : text;
    }

    /** What encoding/json of Go says of the usual faults. */
    private String goMessage(JacksonException problem) {
        var location = problem.getLocation();
        var offset = location == null ? -1 : location.getByteOffset();
        if (problem instanceof UnexpectedEndOfInputException || offset < 0 || offset >= bytes.length) {
            return "unexpected end of JSON input";
        }
        var expected = problem.getOriginalMessage();
        var where = expected.contains("double-quote")
                ? "looking for beginning of object key string"
                : expected.contains("a colon")
                        ? "after object key"
                        : expected.contains("comma") ? "after object key:value pair" : "looking for beginning of value";
        return "invalid character '" + (char) bytes[(int) offset] + "' " + where;
    }

    private static String firstLine(JacksonException problem) {
        return problem.getOriginalMessage().lines().findFirst().orElse("");
    }

    private static String goType(JsonNode tree) {
        return switch (tree.getNodeType()) {
            case ARRAY -> "array";
            case NUMBER -> "number";
            case STRING -> "string";
            case BOOLEAN -> "bool";
            case OBJECT, NULL, MISSING, BINARY, POJO -> "value";
        };
    }
}

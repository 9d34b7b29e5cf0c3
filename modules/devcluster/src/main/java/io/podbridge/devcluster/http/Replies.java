package io.podbridge.devcluster.http;

import io.podbridge.devcluster.api.ApiFailure;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.util.ByteString;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Builds answers. */
final class Replies {
    static final ContentType JSON = ContentTypes.APPLICATION_JSON;
    private static final ContentType YAML = ContentTypes.parse("application/yaml");
    private static final ContentType TEXT = ContentTypes.parse("text/plain; charset=utf-8");

    private static final ObjectMapper COMPACT = JsonMapper.shared();
    private static final ObjectMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final ObjectMapper YAML_WRITER = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .build();

    /** Nobody between client and server is to keep what may change at any moment. */
    private static final HttpHeader UNCACHED = RawHeader.create("Cache-Control", "no-cache, private");

    private Replies() {}

    static HttpResponse json(int code, ByteString json) {
        return entity(code, JSON, json);
    }

    static HttpResponse json(int code, byte[] json) {
        return entity(code, JSON, ByteString.fromArrayUnsafe(json));
    }

    static HttpResponse text(int code, String text) {
        return entity(code, TEXT, ByteString.fromString(text));
    }

    static HttpResponse tree(int code, JsonNode tree, Representation representation) {
        return switch (representation.encoding()) {
            case YAML -> entity(code, YAML, ByteString.fromArrayUnsafe(YAML_WRITER.writeValueAsBytes(tree)));
            case JSON -> json(code, (representation.pretty() ? PRETTY : COMPACT).writeValueAsBytes(tree));
        };
    }

    static HttpResponse failure(ApiFailure failure) {
        var reply = json(failure.code(), COMPACT.writeValueAsBytes(StatusBody.of(failure)));
        var retryAfter = failure.details().retryAfterSeconds();
        return retryAfter > 0 ? reply.addHeader(RawHeader.create("Retry-After", Integer.toString(retryAfter))) : reply;
    }

    /** Adds {@code Warning} headers (RFC 7234), as kubectl prints them. */
    static HttpResponse warn(HttpResponse reply, List<String> warnings) {
        var headers = new ArrayList<HttpHeader>();
        for (var warning : warnings) {
            var text = warning.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ");
            headers.add(RawHeader.create("Warning", "299 - \"" + text + "\""));
        }
        return headers.isEmpty() ? reply : reply.addHeaders(headers);
    }

    private static HttpResponse entity(int code, ContentType type, ByteString bytes) {
        return HttpResponse.create().withStatus(code).addHeader(UNCACHED).withEntity(HttpEntities.create(type, bytes));
    }
}

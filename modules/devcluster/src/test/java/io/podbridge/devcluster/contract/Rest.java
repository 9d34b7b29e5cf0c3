package io.podbridge.devcluster.contract;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plain requests to an API server, as any client in any language makes them. */
final class Rest {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** What came back; {@code body} is missing if it was not JSON. */
    record Answer(int status, JsonNode body, String text, Map<String, List<String>> headers) {
        String at(String pointer) {
            return body.at(pointer).asString("");
        }

        /** The warnings that it carried. */
        List<String> warnings() {
            return headers.getOrDefault("warning", List.of());
        }

        Answer ok() {
            if (status >= 300) {
                throw new AssertionError(status + " " + text);
            }
            return this;
        }

        String version() {
            return at("/metadata/resourceVersion");
        }
    }

    private final URI server;
    private final Optional<String> token;
    private final HttpClient client;
    private final HttpClient nobody;

    private Rest(URI server, Optional<String> token, HttpClient client, HttpClient nobody) {
        this.server = server;
        this.token = token;
        this.client = client;
        this.nobody = nobody;
    }

    static Rest with(Path kubeconfig) {
        Config config = Config.fromKubeconfig(kubeconfig.toFile());
        try {
            var trust = SSLUtils.trustManagers(config);
            return new Rest(
                    URI.create(config.getMasterUrl()),
                    Optional.ofNullable(config.getAutoOAuthToken()),
                    client(SSLUtils.sslContext(SSLUtils.keyManagers(config), trust)),
                    client(SSLUtils.sslContext(new KeyManager[0], trust)));
        } catch (Exception e) {
            throw new IllegalStateException("cannot use " + kubeconfig, e);
        }
    }

    private static HttpClient client(SSLContext tls) {
        return HttpClient.newBuilder()
                .sslContext(tls)
                .connectTimeout(Duration.ofSeconds(20))
                .build();
    }

    /** The same server, without credentials but this token. */
    Rest withToken(String other) {
        return new Rest(server, Optional.of(other), nobody, nobody);
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer get(String path, String accept) {
        return send(request(path).setHeader("Accept", accept).GET());
    }

    Answer post(String path, String json) {
        return body("POST", path, "application/json", json);
    }

    Answer put(String path, String json) {
        return body("PUT", path, "application/json", json);
    }

    Answer put(String path, JsonNode json) {
        return put(path, json.toString());
    }

    Answer patch(String path, String type, String json) {
        return body("PATCH", path, "application/" + type, json);
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    Answer delete(String path, String options) {
        return body("DELETE", path, "application/json", options);
    }

    Answer body(String method, String path, String contentType, String text) {
        return send(request(path)
                .header("Content-Type", contentType)
                .method(method, HttpRequest.BodyPublishers.ofString(text)));
    }

    /** A watch, read on until one matches or the time is over. */
    Watching watch(String path) {
        try {
            HttpResponse<Stream<String>> answer =
                    client.send(request(path).GET().build(), BodyHandlers.ofLines());
            return new Watching(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A watch that is under way. */
    static final class Watching implements AutoCloseable {
        private final int status;
        private final Stream<String> lines;
        private final java.util.Iterator<String> events;

        private Watching(int status, Stream<String> lines) {
            this.status = status;
            this.lines = lines;
            this.events = lines.iterator();
        }

        int status() {
            return status;
        }

        JsonNode next() {
            return JSON.readTree(events.next());
        }

        /** The next events but bookmarks, as {@code TYPE name}. */
        List<String> next(int count) {
            List<String> seen = new ArrayList<>();
            while (seen.size() < count) {
                JsonNode event = next();
                String type = event.path("type").asString();
                if (!type.equals("BOOKMARK")) {
                    seen.add(type + " "
                            + event.at("/object/metadata/name")
                                    .asString(event.at("/object/reason").asString("")));
                }
            }
            return seen;
        }

        boolean over() {
            return !events.hasNext();
        }

        @Override
        public void close() {
            lines.close();
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Accept", "application/json");
        token.ifPresent(it -> request.header("Authorization", "Bearer " + it));
        return request;
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    tree(answer.body()),
                    answer.body(),
                    answer.headers().map());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (tools.jackson.core.JacksonException notJson) {
            return JSON.missingNode();
        }
    }
}

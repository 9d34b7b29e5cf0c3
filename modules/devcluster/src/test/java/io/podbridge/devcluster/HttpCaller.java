package io.podbridge.devcluster;

import io.podbridge.devcluster.tls.IssuedCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks HTTP to a server as a stranger does, and checks its certificate. */
public final class HttpCaller implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String server;
    private final List<String> headers;
    private final HttpClient client;

    private HttpCaller(DevCluster cluster, List<String> headers, Optional<IssuedCertificate> own) {
        this.server = cluster.url();
        this.headers = headers;
        this.client = HttpClient.newBuilder().sslContext(tls(cluster, own)).build();
    }

    public static HttpCaller admin(DevCluster cluster) {
        return withToken(cluster, cluster.adminToken());
    }

    public static HttpCaller withToken(DevCluster cluster, String token) {
        return new HttpCaller(cluster, List.of("Authorization", "Bearer " + token), Optional.empty());
    }

    public static HttpCaller anonymous(DevCluster cluster) {
        return new HttpCaller(cluster, List.of(), Optional.empty());
    }

    public static HttpCaller withCertificate(DevCluster cluster, IssuedCertificate own) {
        return new HttpCaller(cluster, List.of(), Optional.of(own));
    }

    /** An answer with the JSON in it. */
    public record Answer(int code, JsonNode body, HttpResponse<String> raw) {
        public String text(String... path) {
            JsonNode node = body;
            for (String step : path) {
                node = node.path(step);
            }
            return node.asString("");
        }
    }

    public HttpRequest.Builder request(String path) {
        var builder = HttpRequest.newBuilder(URI.create(server + path)).timeout(PATIENCE);
        if (!headers.isEmpty()) {
            builder.headers(headers.toArray(String[]::new));
        }
        return builder;
    }

    public HttpClient client() {
        return client;
    }

    public Answer get(String path, String... headers) {
        return send(request(path), headers);
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    public Answer send(String method, String path, String contentType, String body) {
        return send(request(path).method(method, BodyPublishers.ofString(body)), "Content-Type", contentType);
    }

    public Answer post(String path, String json) {
        return send("POST", path, "application/json", json);
    }

    public Answer send(HttpRequest.Builder request, String... headers) {
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            var json = answer.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
            var body = json
                    ? JsonMapper.shared().readTree(answer.body())
                    : JsonMapper.shared().missingNode();
            return new Answer(answer.statusCode(), body, answer);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A connection for what no client does. */
    public static SSLSocket socket(DevCluster cluster) throws IOException {
        return (SSLSocket) tls(cluster, Optional.empty()).getSocketFactory().createSocket("127.0.0.1", cluster.port());
    }

    private static SSLContext tls(DevCluster cluster, Optional<IssuedCertificate> own) {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("ca", cluster.authority().certificate());
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(own.isPresent() ? keys(own.get()) : null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyManager[] keys(IssuedCertificate own) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setKeyEntry("own", own.key(), new char[0], new X509Certificate[] {own.certificate()});
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}

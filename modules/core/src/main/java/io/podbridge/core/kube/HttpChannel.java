package io.podbridge.core.kube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.TokenRefreshInterceptor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/** A client of its own, which over TLS means one HTTP/2 connection; closing it breaks off what is under way on it. */
final class HttpChannel implements AutoCloseable {

    private final HttpClient http;
    private final List<java.net.http.HttpClient> underlying;

    private HttpChannel(HttpClient http, List<java.net.http.HttpClient> underlying) {
        this.http = http;
        this.underlying = underlying;
    }

    /** Makes the client; it connects with its first request. */
    static HttpChannel open(Config config, Executor executor) {
        Factory factory = new Factory(executor);
        HttpClient.Builder builder = factory.newBuilder(config);
        if (hasNoToken(config)) {
            // It looks for a newer token once a minute; where there is none it would read the kubeconfig for each
            // request.
            builder.addOrReplaceInterceptor(TokenRefreshInterceptor.NAME, null);
        }
        return new HttpChannel(builder.build(), factory.made);
    }

    HttpClient http() {
        return http;
    }

    @Override
    public void close() {
        underlying.forEach(java.net.http.HttpClient::shutdownNow);
        http.close();
    }

    private static boolean hasNoToken(Config config) {
        return config.getAutoOAuthToken() == null
                && config.getOauthToken() == null
                && config.getOauthTokenProvider() == null
                && config.getAuthProvider() == null
                && config.getUsername() == null;
    }

    /** Remembers the JDK's clients: fabric8 leaves the closing of their connections to the garbage collector. */
    private static final class Factory extends JdkHttpClientFactory {
        private final List<java.net.http.HttpClient> made = new CopyOnWriteArrayList<>();
        private final Executor executor;

        Factory(Executor executor) {
            this.executor = executor;
        }

        @Override
        protected java.net.http.HttpClient.Builder createNewHttpClientBuilder() {
            return new RecordingBuilder(java.net.http.HttpClient.newBuilder().executor(executor), made::add);
        }
    }
}

package io.podbridge.testkit.controlplane;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Asks servers of the control plane whether they are ready, as the administrator. */
final class Probe implements AutoCloseable {

    /** For one request. Short, because a server that starts may accept a connection long before it answers. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final char[] NO_PASSWORD = {};

    private final HttpClient client;

    Probe(CertificateAuthority authority, Identity admin) {
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // nothing to multiplex, and nothing to remember over a restart
                .connectTimeout(TIMEOUT)
                .sslContext(sslContext(authority.self(), admin))
                .build();
    }

    /** True once all of {@code uris} answer 200. */
    BooleanSupplier all(String... uris) {
        return () -> Stream.of(uris).map(URI::create).allMatch(this::answers);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private boolean answers(URI uri) {
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + uri, e);
        }
    }

    private static SSLContext sslContext(Identity authority, Identity client) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("authority", authority.certificate());
            store.setKeyEntry("client", client.key(), NO_PASSWORD, new X509Certificate[] {client.certificate()});
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java cannot do TLS with a client certificate", e);
        }
    }
}

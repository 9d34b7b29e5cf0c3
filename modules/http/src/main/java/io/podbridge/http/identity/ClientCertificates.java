package io.podbridge.http.identity;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * Users of client certificates; whom a subject means says {@link CertificateSubject}. The file of the authority is read
 * again when it changes. For any thread.
 */
public final class ClientCertificates {

    private final Supplier<Optional<X509TrustManager>> authority;

    private ClientCertificates(Supplier<Optional<X509TrustManager>> authority) {
        this.authority = authority;
    }

    /**
     * Those that these authorities signed.
     *
     * @param file certificates of the authorities, PEM; none, and nobody has a valid certificate
     * @throws IdentityException if it cannot be read
     */
    public static ClientCertificates of(Optional<Path> file) {
        Optional<WatchedFiles<X509TrustManager>> files =
                file.map(path -> WatchedFiles.of(List.of(path), () -> trust(Pem.certificates(path))));
        return new ClientCertificates(() -> files.map(WatchedFiles::current));
    }

    /** Those that the authorities signed which the API server names; nobody's while it names none. */
    public static ClientCertificates of(PublishedAuthority published) {
        return new ClientCertificates(published);
    }

    /** Whether any can be valid. */
    boolean taken() {
        return authority.get().isPresent();
    }

    /** The user whose certificate this is; empty if there is none, or one that is not valid for a client. */
    Optional<User> user(List<X509Certificate> chain) {
        return chain.isEmpty() ? Optional.empty() : authority.get().flatMap(trust -> user(trust, chain));
    }

    /** Who signs client certificates: a TLS server names them, so that a client knows which of its own to show. */
    X509Certificate[] issuers() {
        return authority.get().map(X509TrustManager::getAcceptedIssuers).orElseGet(() -> new X509Certificate[0]);
    }

    private static Optional<User> user(X509TrustManager trust, List<X509Certificate> chain) {
        try {
            X509Certificate own = chain.getFirst();
            trust.checkClientTrusted(
                    chain.toArray(X509Certificate[]::new), own.getPublicKey().getAlgorithm());
            return CertificateSubject.user(
                    X500Name.getInstance(own.getSubjectX500Principal().getEncoded()));
        } catch (CertificateException notTrusted) {
            return Optional.empty();
        }
    }

    /** What believes just these authorities. */
    static X509TrustManager trust(List<X509Certificate> authorities) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int count = 0;
        for (X509Certificate certificate : authorities) {
            store.setCertificateEntry("authority-" + count++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("this platform has no X.509 trust manager"));
    }
}

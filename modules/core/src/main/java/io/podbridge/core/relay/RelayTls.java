package io.podbridge.core.relay;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import org.apache.pekko.pki.pem.DERPrivateKeyLoader;
import org.apache.pekko.pki.pem.PEMDecoder;
import org.apache.pekko.pki.pem.PEMLoadingException;

/**
 * Who may use the relay: whoever has a certificate of this authority, and nobody else, on either side. The authority is
 * the bridge's own and signs for nothing but its replicas, so names are not looked at: replicas have no lasting ones.
 * The files are read again when they change. Thread-safe.
 */
public final class RelayTls {
    private static final List<String> PROTOCOLS = List.of("TLSv1.3");

    private final Path certificate;
    private final Path key;
    private final Path authority;
    private Optional<Loaded> loaded = Optional.empty();

    private record Loaded(List<FileTime> times, SSLContext context) {}

    /** PEM files: the certificate with what is between it and the authority, its key (PKCS #8 or #1), the authority. */
    public RelayTls(Path certificate, Path key, Path authority) {
        this.certificate = certificate;
        this.key = key;
        this.authority = authority;
    }

    /** Reads the files, to see whether they are good; fails with why they are not. */
    public void check() {
        context();
    }

    SSLEngine askingEngine() {
        return engine(true);
    }

    SSLEngine answeringEngine() {
        return engine(false);
    }

    private SSLEngine engine(boolean asks) {
        SSLEngine engine = context().createSSLEngine();
        engine.setUseClientMode(asks);
        engine.setEnabledProtocols(PROTOCOLS.toArray(String[]::new));
        if (!asks) {
            engine.setNeedClientAuth(true);
        }
        return engine;
    }

    private synchronized SSLContext context() {
        try {
            List<FileTime> times = List.of(
                    Files.getLastModifiedTime(certificate),
                    Files.getLastModifiedTime(key),
                    Files.getLastModifiedTime(authority));
            if (loaded.filter(current -> current.times().equals(times)).isEmpty()) {
                loaded = Optional.of(new Loaded(times, load()));
            }
            return loaded.orElseThrow().context();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the relay's certificates", e);
        } catch (GeneralSecurityException | PEMLoadingException e) {
            throw new IllegalStateException("the relay's certificates are not usable: " + e.getMessage(), e);
        }
    }

    private SSLContext load() throws IOException, GeneralSecurityException, PEMLoadingException {
        PrivateKey privateKey = DERPrivateKeyLoader.load(PEMDecoder.decode(Files.readString(key)));
        KeyStore own = empty();
        own.setKeyEntry(
                "replica", privateKey, new char[0], certificates(certificate).toArray(Certificate[]::new));
        KeyStore trusted = empty();
        for (Certificate each : certificates(authority)) {
            trusted.setCertificateEntry("authority-" + trusted.size(), each);
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, new char[0]);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        byte[] pem = Files.readString(file).getBytes(StandardCharsets.US_ASCII);
        return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
    }
}

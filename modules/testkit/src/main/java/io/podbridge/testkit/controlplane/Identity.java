package io.podbridge.testkit.controlplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate and its key.
 *
 * @param certificate what others see
 * @param key what proves it; RSA and written as PKCS #8, the one form that Go, fabric8 and the JDK all read
 */
record Identity(X509Certificate certificate, PrivateKey key) {
    private static final char[] NO_PASSWORD = new char[0];

    String certificatePem() {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that we made ourselves has no encoding", e);
        }
    }

    String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    String publicKeyPem() {
        return pem("PUBLIC KEY", certificate.getPublicKey().getEncoded());
    }

    /** Writes {@code <name>.crt}, {@code <name>.key} and {@code <name>.pub} and says where. */
    CertificateFiles writeTo(Path directory, String name) {
        try {
            Path publicKey = directory.resolve(name + ".pub");
            Files.writeString(publicKey, publicKeyPem());
            return new CertificateFiles(
                    Files.writeString(directory.resolve(name + ".crt"), certificatePem()),
                    Files.writeString(directory.resolve(name + ".key"), keyPem()),
                    publicKey);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the certificate " + name, e);
        }
    }

    /** For a server that shows this certificate. */
    SSLContext serverContext() {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setKeyEntry("server", key, NO_PASSWORD, new Certificate[] {certificate});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("a certificate that we made ourselves cannot be served", e);
        }
    }

    private static String pem(String type, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(type, base64, type);
    }
}

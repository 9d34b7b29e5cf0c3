package io.podbridge.http.kubelet;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A right and a wrong authority, and clients of both. */
record Authorities(Path clientAuthority, Map<String, SSLContext> clients) {

    private record Signer(X509Certificate certificate, PrivateKey key) {}

    /** Of the right authority also some who are called like this. */
    static Authorities make(Path directory, List<String> users) throws Exception {
        Signer right = authority();
        Signer wrong = authority();
        Map<String, SSLContext> clients = new HashMap<>();
        clients.put("apiserver", context(client(right, "CN=kube-apiserver,O=system:masters")));
        clients.put("stranger", context(client(right, "CN=stranger")));
        for (String user : users) {
            clients.put(user, context(client(right, "CN=" + user)));
        }
        clients.put("wrong", context(client(wrong, "CN=kube-apiserver,O=system:masters")));
        Path file = Files.writeString(
                directory.resolve("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(right.certificate().getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        clients.put("", context(new KeyManager[0]));
        return new Authorities(file, clients);
    }

    /** Without a certificate for a name that has none. */
    SSLContext client(String name) {
        return clients.getOrDefault(name, clients.get(""));
    }

    /** A client without a certificate. */
    static SSLContext anyone() throws GeneralSecurityException {
        return context(new KeyManager[0]);
    }

    private static Signer authority() throws Exception {
        KeyPair pair = pair();
        X500Name name = new X500Name("CN=authority");
        return new Signer(sign(name, name, pair, pair.getPrivate(), true), pair.getPrivate());
    }

    private static KeyManager[] client(Signer signer, String subject) throws Exception {
        KeyPair pair = pair();
        X509Certificate certificate =
                sign(new X500Name("CN=authority"), new X500Name(subject), pair, signer.key(), false);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("client", pair.getPrivate(), new char[0], new X509Certificate[] {certificate});
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    private static X509Certificate sign(
            X500Name issuer, X500Name subject, KeyPair pair, PrivateKey signer, boolean authority) throws Exception {
        Instant now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(64, new SecureRandom()),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(Duration.ofHours(1))),
                subject,
                pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        if (!authority) {
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer)));
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static SSLContext context(KeyManager[] keys) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, new TrustManager[] {new TrustAll()}, new SecureRandom());
        return context;
    }

    /** The server's certificate is its own affair here. */
    private static final class TrustAll extends X509ExtendedTrustManager {
        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // Not a server.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {
            // Not a server.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            // Not a server.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // Any.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {
            // Any.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            // Any.
        }
    }
}

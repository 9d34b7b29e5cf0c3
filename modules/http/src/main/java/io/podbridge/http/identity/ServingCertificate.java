package io.podbridge.http.identity;

import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
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
import java.util.Date;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Who the server is, as TLS engines of new connections. For any thread. */
public final class ServingCertificate {

    private static final Duration VALIDITY = Duration.ofDays(365);

    private final Supplier<SSLContext> context;

    private ServingCertificate(Supplier<SSLContext> context) {
        this.context = context;
    }

    /**
     * From PEM files, read again when one of them changes.
     *
     * @throws IdentityException if they cannot be used
     */
    public static ServingCertificate ofFiles(Path certificate, Path key, ClientCertificates clients) {
        WatchedFiles<SSLContext> files = WatchedFiles.of(
                List.of(certificate, key), () -> context(Pem.certificates(certificate), Pem.key(key), clients));
        return new ServingCertificate(files::current);
    }

    /**
     * Signed by itself, valid for a year from now; as the kubelet's, it is made anew with each start.
     *
     * @param hosts addresses or DNS names
     */
    public static ServingCertificate selfSigned(String node, List<String> hosts, ClientCertificates clients) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            SSLContext context = context(List.of(selfSigned(node, hosts, pair)), pair.getPrivate(), clients);
            return new ServingCertificate(() -> context);
        } catch (GeneralSecurityException | IOException | OperatorCreationException impossible) {
            throw new IdentityException("cannot make a serving certificate", impossible);
        }
    }

    /** For one connection: TLS 1.2 or 1.3; asks for a client certificate, and takes any, see {@link AnyClient}. */
    public SSLEngine engine() {
        SSLEngine engine = context.get().createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        engine.setWantClientAuth(true);
        return engine;
    }

    private static SSLContext context(List<X509Certificate> chain, PrivateKey key, ClientCertificates clients)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] password = new char[0];
        store.setKeyEntry("serving", key, password, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), new TrustManager[] {new AnyClient(clients)}, new SecureRandom());
        return context;
    }

    private static X509Certificate selfSigned(String node, List<String> hosts, KeyPair pair)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        X500Name subject = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, "system:nodes")
                .addRDN(BCStyle.CN, "system:node:" + node)
                .build();
        Instant from = Instant.now().minus(Duration.ofHours(1));
        GeneralName[] names = hosts.stream()
                .map(host -> new GeneralName(isAddress(host) ? GeneralName.iPAddress : GeneralName.dNSName, host))
                .toArray(GeneralName[]::new);
        var builder = new JcaX509v3CertificateBuilder(
                subject,
                new BigInteger(127, new SecureRandom()),
                Date.from(from),
                Date.from(from.plus(VALIDITY)),
                subject,
                pair.getPublic());
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
    }

    private static boolean isAddress(String host) {
        return host.contains(":") || host.matches("[0-9.]+");
    }

    /**
     * Lets every certificate through the handshake, which proves that the client has its key; whether it is worth
     * anything {@link ClientCertificates} says afterwards. So a stranger is told 401, as by the kubelet, and a client
     * that also has a token can still use that.
     */
    private static final class AnyClient extends X509ExtendedTrustManager {

        private final ClientCertificates clients;

        private AnyClient(ClientCertificates clients) {
            this.clients = clients;
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return clients.issuers();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // Looked at by the gate.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
            // Looked at by the gate.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            // Looked at by the gate.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException("of a server only");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            throw new UnsupportedOperationException("of a server only");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            throw new UnsupportedOperationException("of a server only");
        }
    }
}

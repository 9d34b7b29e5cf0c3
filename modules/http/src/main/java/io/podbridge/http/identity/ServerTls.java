package io.podbridge.http.identity;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS of a server that has this certificate. */
final class ServerTls {

    private ServerTls() {}

    /** @throws IdentityException if the certificate and the key cannot be used together */
    static SSLContext context(List<X509Certificate> chain, PrivateKey key, ClientCertificates clients) {
        try {
            requirePair(chain.getFirst(), key);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            char[] password = new char[0];
            store.setKeyEntry("serving", key, password, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), new TrustManager[] {new AnyClient(clients)}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IdentityException("cannot use the serving certificate: " + unusable.getMessage(), unusable);
        }
    }

    /** A key store takes any key with any certificate, and the first client would find out. */
    private static void requirePair(X509Certificate certificate, PrivateKey key) throws GeneralSecurityException {
        if (!pair(certificate, key)) {
            throw new GeneralSecurityException("the key is not that of the certificate");
        }
    }

    private static boolean pair(X509Certificate certificate, PrivateKey key) throws NoSuchAlgorithmException {
        byte[] text = {1};
        Signature signature = Signature.getInstance(
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                });
        try {
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(text);
            return signature.verify(signed);
        } catch (InvalidKeyException | SignatureException ofAnotherKindOrLength) {
            return false;
        }
    }

    /** For one connection: TLS 1.2 or 1.3; asks for a client certificate, and takes any, see {@link AnyClient}. */
    static SSLEngine engine(SSLContext context) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        engine.setWantClientAuth(true);
        return engine;
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

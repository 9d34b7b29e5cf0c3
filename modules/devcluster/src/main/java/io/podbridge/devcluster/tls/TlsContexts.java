package io.podbridge.devcluster.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** What the JDK needs to speak TLS with a certificate. */
public final class TlsContexts {
    private TlsContexts() {}

    /**
     * For a server. Any client certificate passes the handshake, as with kube-apiserver: who does not know it says so
     * with 401, not with a broken connection.
     *
     * @param clients whose certificates clients are asked for
     */
    public static SSLContext server(IssuedCertificate own, X509Certificate clients) {
        return context(own, new TrustAnyone(new X509Certificate[] {clients}));
    }

    /** For a client of kubelets. Their certificates are not verified: they have signed them themselves. */
    public static SSLContext kubeletClient(IssuedCertificate own) {
        return context(own, new TrustAnyone(new X509Certificate[0]));
    }

    private static SSLContext context(IssuedCertificate own, TrustManager trust) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(keys(own), new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyManager[] keys(IssuedCertificate own) throws GeneralSecurityException {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            var chain = new X509Certificate[] {own.certificate(), own.authority()};
            store.setKeyEntry("own", own.key(), new char[0], chain);
            var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, new char[0]);
            return factory.getKeyManagers();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Extended, because the JDK adds checks of its own to a plain trust manager. */
    private static final class TrustAnyone extends X509ExtendedTrustManager {
        private final X509Certificate[] issuers;

        TrustAnyone(X509Certificate[] issuers) {
            this.issuers = issuers;
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return issuers.clone();
        }
    }
}

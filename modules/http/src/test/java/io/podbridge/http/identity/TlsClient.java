package io.podbridge.http.identity;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Connects to a port of this machine and looks at the certificate. */
record TlsClient(int port) {

    /** Whatever the server shows. */
    X509Certificate shown() throws GeneralSecurityException, IOException {
        return handshake(new TrustManager[] {new TrustAll()}, "127.0.0.1", "");
    }

    /** @throws javax.net.ssl.SSLHandshakeException unless the authority signed it for this host */
    X509Certificate verified(Path authority, String host) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("authority", Pem.certificates(authority).getFirst());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return handshake(trust.getTrustManagers(), host, "HTTPS");
    }

    private X509Certificate handshake(TrustManager[] trust, String host, String identification)
            throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(host, port)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm(identification);
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    /** For a look at a certificate that nobody trusts. */
    private static final class TrustAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // Not a server.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // Any.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

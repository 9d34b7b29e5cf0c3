package io.podbridge.devcluster.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;

/**
 * A certificate with its private key.
 *
 * @param authority who signed it
 */
public record IssuedCertificate(X509Certificate certificate, PrivateKey key, X509Certificate authority) {

    public String certificatePem() {
        return pem(certificate);
    }

    /** SEC 1 (RFC 5915), with the name of the curve: some clients take the label of PKCS#8 for an RSA key. */
    public String keyPem() {
        try {
            var info = PrivateKeyInfo.getInstance(key.getEncoded());
            var bare = ECPrivateKey.getInstance(info.parsePrivateKey());
            var parameters = info.getPrivateKeyAlgorithm().getParameters();
            int bits = ((java.security.interfaces.ECPrivateKey) key)
                    .getParams()
                    .getOrder()
                    .bitLength();
            return pem("EC PRIVATE KEY", new ECPrivateKey(bits, bare.getKey(), parameters).getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String authorityPem() {
        return pem(authority);
    }

    static String pem(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String label, byte[] der) {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    @Override
    public String toString() {
        return "IssuedCertificate[" + certificate.getSubjectX500Principal() + "]";
    }
}

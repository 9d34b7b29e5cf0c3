package io.podbridge.http.identity;

import io.podbridge.core.kube.JsonObjects;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Certificates of any validity, and the objects that bring them. */
final class Certificates {

    private static final KeyPair AUTHORITY = ServingIdentity.newKeys();

    private Certificates() {}

    static X509Certificate of(PublicKey key, Instant from, Instant until) throws Exception {
        X500Name name = new X500Name("CN=anyone");
        var builder =
                new JcaX509v3CertificateBuilder(name, BigInteger.ONE, Date.from(from), Date.from(until), name, key);
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(AUTHORITY.getPrivate())));
    }

    /** What stands in {@code spec.request}. */
    static PKCS10CertificationRequest request(byte[] pem) throws IOException {
        try (PEMParser parser = new PEMParser(new StringReader(new String(pem, StandardCharsets.US_ASCII)))) {
            return (PKCS10CertificationRequest) parser.readObject();
        }
    }

    /** As it stands in {@code status.certificate}. */
    static String encoded(X509Certificate certificate) throws Exception {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(certificate);
        }
        return Base64.getEncoder().encodeToString(text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * A CertificateSigningRequest.
     *
     * @param certificate "" for none
     * @param conditions each as {@code type=status}
     */
    static JsonNode csr(String certificate, String... conditions) {
        ObjectNode csr = JsonObjects.object();
        csr.putObject("metadata").put("name", "csr-1");
        ObjectNode status = csr.putObject("status");
        if (!certificate.isEmpty()) {
            status.put("certificate", certificate);
        }
        ArrayNode list = status.putArray("conditions");
        for (String condition : conditions) {
            String[] parts = condition.split("=", 2);
            list.addObject()
                    .put("type", parts[0])
                    .put("status", parts[1])
                    .put("reason", parts[0] + "Reason")
                    .put("message", "because");
        }
        return csr;
    }
}

package io.podbridge.http.identity;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * What a serving certificate says of the node, whoever signs it.
 *
 * @param node the node's name
 * @param hosts addresses or DNS names
 */
record ServingIdentity(String node, List<String> hosts) {

    private static final Duration VALIDITY = Duration.ofDays(365);

    /** A new key, EC P-256; it is kept in memory only. */
    static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IdentityException("cannot make a key", impossible);
        }
    }

    /** Valid for a year from now, but for the hour that clocks may differ. */
    X509Certificate selfSigned(KeyPair keys) {
        Instant from = Instant.now().minus(Duration.ofHours(1));
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    subject(),
                    new BigInteger(127, new SecureRandom()),
                    Date.from(from),
                    Date.from(from.plus(VALIDITY)),
                    subject(),
                    keys.getPublic());
            builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames());
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer(keys)));
        } catch (GeneralSecurityException | IOException | OperatorCreationException impossible) {
            throw new IdentityException("cannot make a serving certificate", impossible);
        }
    }

    /** PKCS #10; what the certificate is for is said beside it, in the object of the API. */
    PKCS10CertificationRequest request(KeyPair keys) {
        try {
            Extension names = new Extension(
                    Extension.subjectAlternativeName, false, alternativeNames().getEncoded());
            return new JcaPKCS10CertificationRequestBuilder(subject(), keys.getPublic())
                    .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, new Extensions(names))
                    .build(signer(keys));
        } catch (IOException | OperatorCreationException impossible) {
            throw new IdentityException("cannot request a serving certificate", impossible);
        }
    }

    private X500Name subject() {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, "system:nodes")
                .addRDN(BCStyle.CN, "system:node:" + node)
                .build();
    }

    private GeneralNames alternativeNames() {
        return new GeneralNames(hosts.stream()
                .map(host -> new GeneralName(isAddress(host) ? GeneralName.iPAddress : GeneralName.dNSName, host))
                .toArray(GeneralName[]::new));
    }

    private static boolean isAddress(String host) {
        return host.contains(":") || host.matches("[0-9.]+");
    }

    private static ContentSigner signer(KeyPair keys) throws OperatorCreationException {
        return new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
    }
}

package io.podbridge.testkit.controlplane;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority that lives as long as one control plane. */
final class CertificateAuthority {

    /** Longer than any benchmark, short enough that a forgotten directory is worth nothing. */
    private static final Duration VALIDITY = Duration.ofDays(30);

    /** Certificates are valid since then, so that clocks may differ a little. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Identity self;

    private CertificateAuthority(Identity self) {
        this.self = self;
    }

    static CertificateAuthority create(String commonName) {
        X500Name name = subject(commonName, List.of());
        KeyPair keys = newKeys();
        try {
            X509v3CertificateBuilder builder = builder(name, name, keys)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                    .addExtension(
                            Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.digitalSignature));
            return new CertificateAuthority(new Identity(sign(builder, keys.getPrivate()), keys.getPrivate()));
        } catch (IOException e) {
            throw cannotMake(commonName, e);
        }
    }

    /** The authority's own certificate and key. */
    Identity self() {
        return self;
    }

    /** A client certificate: Kubernetes takes the common name as the user and the organizations as the groups. */
    Identity client(String commonName, List<String> organizations) {
        return issue(commonName, organizations, KeyPurposeId.id_kp_clientAuth, List.of());
    }

    /** A server certificate for {@code hosts}: IP addresses or DNS names. */
    Identity server(String commonName, List<String> organizations, List<String> hosts) {
        return issue(commonName, organizations, KeyPurposeId.id_kp_serverAuth, hosts);
    }

    /** One for either end of a connection among equals. */
    Identity peer(String commonName) {
        return issue(
                commonName,
                List.of(),
                new KeyPurposeId[] {KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth},
                List.of());
    }

    private Identity issue(String commonName, List<String> organizations, KeyPurposeId purpose, List<String> hosts) {
        return issue(commonName, organizations, new KeyPurposeId[] {purpose}, hosts);
    }

    private Identity issue(String commonName, List<String> organizations, KeyPurposeId[] purposes, List<String> hosts) {
        KeyPair keys = newKeys();
        X500Name issuer = X500Name.getInstance(
                self.certificate().getSubjectX500Principal().getEncoded());
        try {
            X509v3CertificateBuilder builder = builder(issuer, subject(commonName, organizations), keys)
                    .addExtension(
                            Extension.keyUsage,
                            true,
                            new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
            if (!hosts.isEmpty()) {
                builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames(hosts));
            }
            return new Identity(sign(builder, self.key()), keys.getPrivate());
        } catch (IOException e) {
            throw cannotMake(commonName, e);
        }
    }

    private static X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, KeyPair keys) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(63, RANDOM),
                Date.from(now.minus(BACKDATED)),
                Date.from(now.plus(VALIDITY)),
                subject,
                keys.getPublic());
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey signer) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(signer)));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign a certificate", e);
        }
    }

    private static X500Name subject(String commonName, List<String> organizations) {
        X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
        organizations.forEach(organization -> name.addRDN(BCStyle.O, organization));
        return name.addRDN(BCStyle.CN, commonName).build();
    }

    private static GeneralNames alternativeNames(List<String> hosts) {
        return new GeneralNames(hosts.stream()
                .map(host -> new GeneralName(isAddress(host) ? GeneralName.iPAddress : GeneralName.dNSName, host))
                .toArray(GeneralName[]::new));
    }

    private static boolean isAddress(String host) {
        return host.contains(":") || host.matches("[0-9.]+");
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no RSA", e);
        }
    }

    private static IllegalStateException cannotMake(String commonName, Exception cause) {
        return new IllegalStateException("cannot make the certificate " + commonName, cause);
    }
}

package io.podbridge.http.identity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1UniversalString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * Whom a certificate's subject means, read as kube-apiserver and kubelets read it (Go's
 * {@code pkix.Name.FillFromRDNSequence}, {@code request/x509 CommonNameUserConversion}): of the attributes of all
 * relative names, the last common name is the user, and every organization is a group.
 */
final class CertificateSubject {

    private CertificateSubject() {}

    /** Empty without a common name, or with an empty one. */
    static Optional<User> user(X500Name subject) {
        List<String> groups = Stream.concat(values(subject, BCStyle.O), Stream.of(User.AUTHENTICATED))
                .toList();
        return values(subject, BCStyle.CN)
                .reduce((earlier, later) -> later)
                .filter(name -> !name.isEmpty())
                .map(name -> new User(name, "", groups, Map.of()));
    }

    /** A relative name may hold several attributes: Go writes all organizations into one. */
    private static Stream<String> values(X500Name subject, ASN1ObjectIdentifier type) {
        return Stream.of(subject.getRDNs())
                .flatMap(relative -> Stream.of(relative.getTypesAndValues()))
                .filter(attribute -> attribute.getType().equals(type))
                .flatMap(attribute -> text(attribute.getValue()).stream());
    }

    /** Letter by letter: what escapes special characters is for people, and would be another user. */
    private static Optional<String> text(ASN1Encodable value) {
        return value instanceof ASN1String text
                        && !(value instanceof ASN1BitString)
                        && !(value instanceof ASN1UniversalString)
                ? Optional.of(text.getString())
                : Optional.empty();
    }
}

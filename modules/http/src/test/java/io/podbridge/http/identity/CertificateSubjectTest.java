package io.podbridge.http.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.assertj.core.api.ListAssert;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;

/** Subjects as programs write them; what is expected is what kube-apiserver reads in them. */
class CertificateSubjectTest {

    private static final RDN ALICE = new RDN(text(BCStyle.CN, "alice"));

    @Test
    void goWritesAllOrganizationsIntoOneName() {
        RDN organizations = new RDN(new AttributeTypeAndValue[] {text(BCStyle.O, "dev"), text(BCStyle.O, "ops")});
        assertUser("alice", organizations, ALICE).containsExactly("dev", "ops", User.AUTHENTICATED);
    }

    @Test
    void eachOrganizationMayHaveANameOfItsOwn() {
        assertUser("alice", new RDN(text(BCStyle.O, "dev")), ALICE, new RDN(text(BCStyle.O, "ops")))
                .containsExactly("dev", "ops", User.AUTHENTICATED);
    }

    @Test
    void anotherAttributeBesideAnOrganizationIsNoGroup() {
        RDN mixed = new RDN(new AttributeTypeAndValue[] {
            text(BCStyle.OU, "system:masters"), text(BCStyle.O, "dev"), text(BCStyle.SERIALNUMBER, "1")
        });
        assertUser("alice", mixed, ALICE).containsExactly("dev", User.AUTHENTICATED);
    }

    @Test
    void anotherAttributeBesideACommonNameIsNoUser() {
        assertUser("bob", new RDN(new AttributeTypeAndValue[] {text(BCStyle.UID, "root"), text(BCStyle.CN, "bob")}))
                .containsExactly(User.AUTHENTICATED);
    }

    @Test
    void nothingIsEscaped() {
        String odd = "a+b=c,d\\e \"f\"#<g>;é";
        assertUser(odd, new RDN(text(BCStyle.CN, odd)), new RDN(text(BCStyle.O, odd)))
                .containsExactly(odd, User.AUTHENTICATED);
    }

    @Test
    void theLastCommonNameCounts() {
        assertUser("bob", ALICE, new RDN(text(BCStyle.CN, "bob"))).containsExactly(User.AUTHENTICATED);
        assertThat(CertificateSubject.user(name(ALICE, new RDN(text(BCStyle.CN, "")))))
                .isEmpty();
    }

    @Test
    void everyKindOfTextIsReadAndNothingElse() {
        RDN printable = new RDN(new AttributeTypeAndValue(BCStyle.O, new DERPrintableString("dev")));
        RDN wide = new RDN(new AttributeTypeAndValue(BCStyle.O, new DERBMPString("öps")));
        RDN number = new RDN(new AttributeTypeAndValue(BCStyle.O, new ASN1Integer(7)));
        assertUser("alice", printable, wide, number, ALICE).containsExactly("dev", "öps", User.AUTHENTICATED);
    }

    @Test
    void nobodyIsMeantWithoutACommonName() {
        Stream.of(name(), name(new RDN(text(BCStyle.O, "dev"))), name(new RDN(text(BCStyle.CN, ""))))
                .forEach(subject -> assertThat(CertificateSubject.user(subject)).isEmpty());
    }

    private static ListAssert<String> assertUser(String name, RDN... subject) {
        User user = CertificateSubject.user(name(subject)).orElseThrow();
        assertThat(user.name()).isEqualTo(name);
        return assertThat(user.groups());
    }

    private static X500Name name(RDN... parts) {
        return new X500Name(parts);
    }

    private static AttributeTypeAndValue text(ASN1ObjectIdentifier type, String text) {
        return new AttributeTypeAndValue(type, new DERUTF8String(text));
    }
}

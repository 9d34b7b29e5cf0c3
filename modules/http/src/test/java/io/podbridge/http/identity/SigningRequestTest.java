package io.podbridge.http.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SigningRequestTest {

    private static final ServingIdentity IDENTITY =
            new ServingIdentity("node-1", List.of("10.0.0.7", "fd00::7", "bridge.example"));

    private final KeyPair keys = ServingIdentity.newKeys();
    private final JsonNode document = JsonMapper.shared().readTree(SigningRequest.document(IDENTITY, keys));

    @Test
    void asksTheKubeletsSignerForAServingCertificateOfAnyLength() {
        assertThat(document.path("metadata").toString()).isEqualTo("{\"generateName\":\"kubelet-serving-node-1-\"}");
        JsonNode spec = document.path("spec");
        assertThat(spec.propertyNames()).containsExactlyInAnyOrder("signerName", "request", "usages");
        assertThat(spec.path("signerName").asString()).isEqualTo("kubernetes.io/kubelet-serving");
        assertThat(spec.path("usages").toString()).isEqualTo("[\"digital signature\",\"server auth\"]");
    }

    @Test
    void namesTheNodeAndItsHostsAndIsSignedWithItsKey() throws Exception {
        PKCS10CertificationRequest request =
                Certificates.request(document.path("spec").path("request").binaryValue());
        assertThat(request.getSubject()).hasToString("O=system:nodes,CN=system:node:node-1");
        Extension names = request.getRequestedExtensions().getExtension(Extension.subjectAlternativeName);
        assertThat(Arrays.stream(
                                GeneralNames.getInstance(names.getParsedValue()).getNames())
                        .map(GeneralName::getTagNo))
                .containsExactly(GeneralName.iPAddress, GeneralName.iPAddress, GeneralName.dNSName);
        assertThat(request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(keys.getPublic())))
                .isTrue();
    }

    @Test
    void eachHasAKeyOfItsOwn() {
        KeyPair other = ServingIdentity.newKeys();
        assertThat(other.getPublic()).isNotEqualTo(keys.getPublic());
        assertThat(((ECPublicKey) other.getPublic()).getParams().getOrder().bitLength())
                .isEqualTo(256);
    }
}

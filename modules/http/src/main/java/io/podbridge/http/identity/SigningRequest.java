package io.podbridge.http.identity;

import io.podbridge.core.kube.JsonObjects;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import tools.jackson.databind.node.ObjectNode;

/**
 * The CertificateSigningRequest object of a serving certificate. Source of what the signer demands: Kubernetes
 * documentation, "Certificates and Certificate Signing Requests", signer {@code kubernetes.io/kubelet-serving}.
 */
final class SigningRequest {

    static final String COLLECTION = "/apis/certificates.k8s.io/v1/certificatesigningrequests";

    private SigningRequest() {}

    static String path(String name) {
        return COLLECTION + "/" + name;
    }

    /** How long it is to be valid is left to the signer. The node is in the name: the requestor is the same for all. */
    static byte[] document(ServingIdentity identity, KeyPair keys) {
        ObjectNode request = JsonObjects.object();
        request.put("apiVersion", "certificates.k8s.io/v1").put("kind", "CertificateSigningRequest");
        request.putObject("metadata").put("generateName", "kubelet-serving-" + identity.node() + "-");
        ObjectNode spec = request.putObject("spec");
        spec.put("signerName", "kubernetes.io/kubelet-serving");
        spec.put("request", pem(identity.request(keys)));
        spec.putArray("usages").add("digital signature").add("server auth");
        return JsonObjects.bytes(request);
    }

    private static byte[] pem(PKCS10CertificationRequest request) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(request);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}

package io.podbridge.http.identity;

import io.podbridge.core.kube.JsonObjects;
import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What a CertificateSigningRequest object says became of the request. Source: {@code CertificateSigningRequestStatus}
 * of the Kubernetes API reference; read in the order of client-go's {@code WaitForCertificate}.
 */
sealed interface RequestVerdict {

    /** Nobody has decided. */
    record Pending() implements RequestVerdict {}

    /** It may be signed, and is not yet. */
    record Approved() implements RequestVerdict {}

    /** Signed; its own certificate first. */
    record Issued(List<X509Certificate> chain) implements RequestVerdict {}

    /** Nothing comes of this request: why, for a person. */
    record Rejected(String why) implements RequestVerdict {}

    /**
     * Reads it.
     *
     * @param csr the object
     * @param key for which the certificate was requested
     */
    static RequestVerdict of(JsonNode csr, PublicKey key, Instant now) {
        return rejection(csr, "Denied")
                .or(() -> rejection(csr, "Failed"))
                .orElseGet(() -> condition(csr, "Approved").isPresent()
                        ? approved(csr, key, now)
                        : new RequestVerdict.Pending());
    }

    private static RequestVerdict approved(JsonNode csr, PublicKey key, Instant now) {
        return JsonObjects.text(csr, "status", "certificate")
                .filter(text -> !text.isEmpty())
                .map(text -> issued(text, key, now))
                .orElseGet(RequestVerdict.Approved::new);
    }

    private static RequestVerdict issued(String text, PublicKey key, Instant now) {
        try {
            List<X509Certificate> chain = Pem.certificates(
                    new ByteArrayInputStream(Base64.getDecoder().decode(text)));
            X509Certificate own = chain.getFirst();
            if (!own.getPublicKey().equals(key)) {
                return new Rejected("the certificate that was issued is for another key");
            }
            return now.isBefore(own.getNotAfter().toInstant())
                    ? new Issued(chain)
                    : new Rejected("the certificate that was issued has expired on "
                            + own.getNotAfter().toInstant() + ", and it is " + now + " here");
        } catch (CertificateException | IllegalArgumentException unreadable) {
            return new Rejected("the certificate that was issued cannot be read: " + unreadable.getMessage());
        }
    }

    private static Optional<RequestVerdict> rejection(JsonNode csr, String type) {
        return condition(csr, type)
                .map(condition -> new Rejected("%s (%s): %s"
                        .formatted(
                                type,
                                JsonObjects.text(condition, "reason").orElse("no reason given"),
                                JsonObjects.text(condition, "message").orElse("no message"))));
    }

    private static Optional<JsonNode> condition(JsonNode csr, String type) {
        Stream<JsonNode> conditions = csr.path("status").path("conditions").valueStream();
        return conditions
                .filter(condition -> condition.path("type").asString("").equals(type)
                        && condition.path("status").asString("").equals("True"))
                .findFirst();
    }
}

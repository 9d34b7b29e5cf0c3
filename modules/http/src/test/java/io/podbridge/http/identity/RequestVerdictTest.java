package io.podbridge.http.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.kube.JsonObjects;
import io.podbridge.http.identity.RequestVerdict.Approved;
import io.podbridge.http.identity.RequestVerdict.Issued;
import io.podbridge.http.identity.RequestVerdict.Pending;
import io.podbridge.http.identity.RequestVerdict.Rejected;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class RequestVerdictTest {

    private static final Instant NOW = Instant.parse("2026-11-30T00:00:00Z");
    private static final KeyPair KEYS = ServingIdentity.newKeys();
    private static final X509Certificate GOOD = certificate(KEYS, Duration.ofDays(1));

    static Stream<Arguments> objects() throws Exception {
        String good = Certificates.encoded(GOOD);
        String others = Certificates.encoded(certificate(ServingIdentity.newKeys(), Duration.ofDays(1)));
        String expired = Certificates.encoded(certificate(KEYS, Duration.ZERO));
        return Stream.of(
                row(JsonObjects.object(), new Pending()),
                row(Certificates.csr(""), new Pending()),
                row(Certificates.csr("", "Approved=False"), new Pending()),
                row(Certificates.csr(good), new Pending()),
                row(Certificates.csr("", "Approved=True"), new Approved()),
                row(Certificates.csr(good, "Approved=True"), new Issued(List.of(GOOD))),
                row(Certificates.csr(good, "Failed=False", "Approved=True"), new Issued(List.of(GOOD))),
                row(Certificates.csr("", "Denied=True"), new Rejected("Denied (DeniedReason): because")),
                row(
                        Certificates.csr(good, "Approved=True", "Failed=True"),
                        new Rejected("Failed (FailedReason): because")),
                row(
                        Certificates.csr(others, "Approved=True"),
                        new Rejected("the certificate that was issued is for another key")),
                row(
                        Certificates.csr(expired, "Approved=True"),
                        new Rejected("the certificate that was issued has expired on " + NOW + ", and it is " + NOW
                                + " here")));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void anObjectSaysWhatBecameOfTheRequest(JsonNode csr, RequestVerdict verdict) {
        assertThat(RequestVerdict.of(csr, KEYS.getPublic(), NOW)).isEqualTo(verdict);
    }

    @Test
    void whatIsNoCertificateIsRejected() {
        for (String certificate : List.of("%", "aGVsbG8=", "LS0tLS0=")) {
            assertThat(RequestVerdict.of(Certificates.csr(certificate, "Approved=True"), KEYS.getPublic(), NOW))
                    .isInstanceOfSatisfying(
                            Rejected.class,
                            rejected -> assertThat(rejected.why()).contains("cannot be read"));
        }
    }

    private static Arguments row(JsonNode csr, RequestVerdict verdict) {
        return Arguments.of(csr, verdict);
    }

    private static X509Certificate certificate(KeyPair keys, Duration left) {
        try {
            return Certificates.of(keys.getPublic(), NOW.minus(Duration.ofHours(1)), NOW.plus(left));
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

package io.podbridge.http.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublishedAuthorityTest {
    private final FakeReviews reviews = new FakeReviews();
    private final PublishedAuthority authority = new PublishedAuthority(reviews);
    private final ClientCertificates clients = ClientCertificates.of(authority);

    @Test
    void nobodyIsBelievedBeforeItIsSaidWho() {
        read();
        assertThat(clients.taken()).isFalse();
        assertThat(clients.issuers()).isEmpty();
    }

    @Test
    void whomTheServerNamesIsBelievedUntilItNamesAnother() throws Exception {
        X509Certificate first = publish();
        assertThat(clients.issuers()).containsExactly(first);
        X509Certificate second = publish();
        assertThat(clients.issuers()).containsExactly(second);
    }

    @Test
    void whatItSaidLastCountsWhileItSaysNothingThatCanBeUsed() throws Exception {
        X509Certificate said = publish();
        for (Optional<String> useless : List.of(Optional.of("no certificate"), Optional.<String>empty())) {
            reviews.clientAuthority = useless;
            read();
            assertThat(clients.issuers()).containsExactly(said);
        }
        reviews.reachable = false;
        read();
        assertThat(clients.issuers()).containsExactly(said);
    }

    private X509Certificate publish() throws Exception {
        X509Certificate certificate = Certificates.of(
                ServingIdentity.newKeys().getPublic(),
                Instant.now(),
                Instant.now().plusSeconds(3600));
        byte[] pem = Base64.getDecoder().decode(Certificates.encoded(certificate));
        reviews.clientAuthority = Optional.of(new String(pem, StandardCharsets.US_ASCII));
        read();
        return certificate;
    }

    private void read() {
        authority.read().toCompletableFuture().join();
    }
}

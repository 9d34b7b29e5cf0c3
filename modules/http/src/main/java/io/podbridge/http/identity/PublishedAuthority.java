package io.podbridge.http.identity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import javax.net.ssl.X509TrustManager;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who signs client certificates, as the API server says: asked again from time to time, since authorities are replaced.
 * While it does not answer, what it said last counts. For any thread.
 */
public final class PublishedAuthority implements Supplier<Optional<X509TrustManager>>, AutoCloseable {
    static final String HINT = "Until then kubectl logs and exec are refused: the API server comes with a client"
            + " certificate. podbridge.kubelet.access.client-authority can name who signed it.";

    private static final Logger log = LoggerFactory.getLogger(PublishedAuthority.class);

    private record Known(String pem, Optional<X509TrustManager> trust) {}

    /** An authority is replaced over days, with both published. A read of one ConfigMap. */
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Reviews reviews;
    private CompletionStage<Void> ready = CompletableFuture.completedStage(null);
    private Cancellable reading = Cancellable.alreadyCancelled();
    private volatile Known known = new Known("", Optional.empty());
    private volatile String trouble = "";

    /** Knows of none before the first {@link #read}. */
    public PublishedAuthority(Reviews reviews) {
        this.reviews = reviews;
    }

    /** One that asks now and then again and again, until it is closed; or none, if another authority is named. */
    public static PublishedAuthority unless(boolean named, Reviews reviews, ClassicActorSystemProvider system) {
        var authority = new PublishedAuthority(reviews);
        if (!named) {
            authority.ready = authority.read();
            authority.reading = system.classicSystem()
                    .scheduler()
                    .scheduleWithFixedDelay(
                            INTERVAL,
                            INTERVAL,
                            authority::readAgain,
                            system.classicSystem().dispatcher());
        }
        return authority;
    }

    /** Completes when it was asked once, whatever came of it. */
    public CompletionStage<Void> ready() {
        return ready;
    }

    /** Asks no more. */
    @Override
    public void close() {
        reading.cancel();
    }

    private void readAgain() {
        var unused = read();
    }

    @Override
    public Optional<X509TrustManager> get() {
        return known.trust();
    }

    /** Asks the API server now; completes, never with a failure, when that is done. */
    public CompletionStage<Void> read() {
        return reviews.clientAuthority().handle((pem, failure) -> {
            if (failure != null) {
                complain("The API server does not say who signs client certificates: " + failure.getMessage());
            } else {
                said(pem.orElse(""));
            }
            return null;
        });
    }

    private void said(String pem) {
        if (pem.isEmpty()) {
            complain("The API server names nobody who signs client certificates.");
        } else if (!pem.equals(known.pem())) {
            take(pem);
        }
    }

    private void take(String pem) {
        try {
            var authorities = Pem.certificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
            known = new Known(pem, Optional.of(ClientCertificates.trust(authorities)));
            trouble = "";
            log.info("Client certificates are believed that the API server's authority signed");
        } catch (GeneralSecurityException | IOException unusable) {
            complain("Who signs client certificates cannot be read: " + unusable.getMessage());
        }
    }

    /** Once for each trouble: it is asked again and again. */
    private void complain(@Nullable String what) {
        String text = String.valueOf(what);
        if (!text.equals(trouble)) {
            trouble = text;
            log.warn("{} {}", text, known.trust().isPresent() ? "What it said before counts on." : HINT);
        }
    }
}

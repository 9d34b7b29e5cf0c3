package io.podbridge.devcluster.http;

import io.podbridge.devcluster.identity.AccessRequest;
import io.podbridge.devcluster.identity.AccessRules;
import io.podbridge.devcluster.identity.Authenticator;
import io.podbridge.devcluster.identity.User;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** Finds out who makes a request: by client certificate, token, and {@code Impersonate-*} headers. Thread-safe. */
final class Identification {
    private static final String BEARER = "bearer ";

    private final Authenticator authenticator;
    private final AccessRules rules;

    Identification(Authenticator authenticator, AccessRules rules) {
        this.authenticator = authenticator;
        this.rules = rules;
    }

    User of(HttpRequest request) {
        var shown =
                authenticator.authenticate(certificate(request), token(request)).orElseThrow(Refusals::unauthorized);
        var wanted = Call.header(request, "Impersonate-User");
        return wanted.isEmpty() ? shown : impersonated(request, shown, wanted);
    }

    private User impersonated(HttpRequest request, User shown, String wanted) {
        var access = new AccessRequest(shown, "impersonate", "", "users", "", "", wanted, "");
        if (!rules.allows(access)) {
            throw shown.anonymous() ? Refusals.unauthorized() : Refusals.forbidden(access);
        }
        var groups = all(request, "impersonate-group");
        return wanted.equals(User.ANONYMOUS.name()) ? User.ANONYMOUS : User.authenticated(wanted, groups);
    }

    private static List<String> all(HttpRequest request, String name) {
        return StreamSupport.stream(request.getHeaders().spliterator(), false)
                .filter(header -> header.is(name))
                .map(HttpHeader::value)
                .toList();
    }

    private static Optional<String> token(HttpRequest request) {
        return Optional.of(Call.header(request, "Authorization"))
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()).strip())
                .filter(token -> !token.isEmpty());
    }

    private static Optional<X509Certificate> certificate(HttpRequest request) {
        return request.getAttribute(AttributeKeys.sslSession).flatMap(info -> {
            try {
                return info.getSession().getPeerCertificates()[0] instanceof X509Certificate x509
                        ? Optional.of(x509)
                        : Optional.empty();
            } catch (SSLPeerUnverifiedException e) {
                return Optional.empty();
            }
        });
    }
}

package io.podbridge.devcluster.identity;

import io.podbridge.devcluster.tls.CertificateAuthority;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;

/** Tells from what a client shows who it is. Thread-safe. */
public final class Authenticator {
    /** Whom a token is for that is shown to this server. */
    private static final List<String> OWN_AUDIENCES = List.of("https://kubernetes.default.svc.cluster.local");

    private final CertificateAuthority authority;
    private final Function<String, Optional<TokenHolder>> serviceAccounts;
    private final Map<String, User> tokens = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    /** @param serviceAccounts whom a token of a ServiceAccount stands for, with all its audiences */
    public Authenticator(CertificateAuthority authority, Function<String, Optional<TokenHolder>> serviceAccounts) {
        this.authority = authority;
        this.serviceAccounts = serviceAccounts;
    }

    /** A new random token that stands for this user as long as the server lives. */
    public String issueToken(User user) {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        var token = HexFormat.of().formatHex(bytes);
        tokens.put(token, user);
        return token;
    }

    /**
     * Tells who shows this.
     *
     * @return empty if what is shown proves nothing; {@link User#ANONYMOUS} if nothing is shown. A certificate comes
     *     before a token, as in kube-apiserver.
     */
    public Optional<User> authenticate(Optional<X509Certificate> certificate, Optional<String> token) {
        var known = certificate.filter(authority::vouchesFor).map(Authenticator::subject);
        if (known.isPresent()) {
            return known;
        }
        if (token.isPresent()) {
            return token(token.get(), List.of()).map(TokenHolder::user);
        }
        return certificate.isPresent() ? Optional.empty() : Optional.of(User.ANONYMOUS);
    }

    /** @param audiences for whom the token must be meant; empty for this server */
    public Optional<TokenHolder> token(String token, List<String> audiences) {
        var wanted = audiences.isEmpty() ? OWN_AUDIENCES : audiences;
        var holder = Optional.ofNullable(tokens.get(token))
                .map(user -> new TokenHolder(user, OWN_AUDIENCES))
                .or(() -> serviceAccounts.apply(token));
        return holder.map(each -> each.among(wanted))
                .filter(each -> !each.audiences().isEmpty());
    }

    private static User subject(X509Certificate certificate) {
        var names = values(certificate, BCStyle.CN).toList();
        return User.authenticated(
                names.isEmpty() ? "" : names.getLast(),
                new ArrayList<>(values(certificate, BCStyle.O).toList()));
    }

    private static Stream<String> values(X509Certificate certificate, ASN1ObjectIdentifier type) {
        try {
            return Stream.of(new JcaX509CertificateHolder(certificate)
                            .getSubject()
                            .getRDNs())
                    .flatMap(rdn -> Stream.of(rdn.getTypesAndValues()))
                    .filter(each -> each.getType().equals(type))
                    .map(each -> IETFUtils.valueToString(each.getValue()));
        } catch (CertificateEncodingException e) {
            return Stream.empty();
        }
    }
}

package io.podbridge.core.kubelet;

import io.podbridge.core.config.SettingsReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who is let in.
 *
 * @param clientAuthority file with the certificates of those who sign client certificates, PEM; none, and no client
 *     certificate is taken
 * @param tokens whether bearer tokens are reviewed
 * @param anonymous whether a client that shows nothing is {@code system:anonymous} instead of refused
 * @param alwaysAllow whether everyone who is authenticated may do everything
 */
public record AccessSettings(Optional<Path> clientAuthority, boolean tokens, boolean anonymous, boolean alwaysAllow) {

    /** Reads {@code podbridge.kubelet.access}. */
    public static AccessSettings read(SettingsReader reader) {
        return new AccessSettings(
                reader.optionalPath("client-authority"),
                reader.flag("bearer"),
                reader.flag("anonymous"),
                reader.flag("always-allow"));
    }

    /** What an administrator should know about these settings. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (anonymous) {
            warnings.add("The kubelet API takes requests without credentials (anonymous)."
                    + " Turn podbridge.kubelet.access.anonymous off unless this is a test.");
        }
        if (alwaysAllow) {
            warnings.add("The kubelet API does not ask whether a user may do what it asks for (always-allow)."
                    + " Turn podbridge.kubelet.access.always-allow off unless this is a test.");
        }
        return warnings;
    }
}

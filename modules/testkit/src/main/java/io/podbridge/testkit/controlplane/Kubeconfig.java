package io.podbridge.testkit.controlplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Writes kubeconfig files that need no other file beside them, so that they can be handed to another process. */
final class Kubeconfig {

    private Kubeconfig() {}

    static Path withCertificate(Path file, URI url, String authorityPem, Identity user) {
        String credentials = "{client-certificate-data: %s, client-key-data: %s}"
                .formatted(base64(user.certificatePem()), base64(user.keyPem()));
        return write(file, url, authorityPem, credentials);
    }

    static Path withToken(Path file, URI url, String authorityPem, String token) {
        return write(file, url, authorityPem, "{token: %s}".formatted(token));
    }

    /** The same, with another URL in the place of its own. */
    static Path moved(Path from, Path to, URI url, URI another) {
        try {
            return Files.writeString(to, Files.readString(from).replace("\"" + url + "\"", "\"" + another + "\""));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy the kubeconfig " + from, e);
        }
    }

    private static Path write(Path file, URI url, String authorityPem, String credentials) {
        String content = """
            apiVersion: v1
            kind: Config
            current-context: test
            contexts:
            - name: test
              context: {cluster: test, user: test}
            clusters:
            - name: test
              cluster: {server: "%s", certificate-authority-data: %s}
            users:
            - name: test
              user: %s
            """.formatted(url, base64(authorityPem), credentials);
        try {
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}

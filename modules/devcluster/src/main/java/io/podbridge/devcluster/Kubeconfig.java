package io.podbridge.devcluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/**
 * What a client needs to reach the server.
 *
 * @param server the URL
 * @param authorityPem whose signature the server's certificate has
 * @param user lines of the user's entry, in YAML
 */
record Kubeconfig(String server, String authorityPem, String user) {

    static String token(String token) {
        return "token: " + token;
    }

    static String certificate(String certificatePem, String keyPem) {
        return "client-certificate-data: " + base64(certificatePem) + "\n    client-key-data: " + base64(keyPem);
    }

    /** Replaces the file at once. Only its owner may read it: it holds a credential. */
    void write(Path file) throws IOException {
        var absolute = file.toAbsolutePath();
        var directory = absolute.getParent();
        Files.createDirectories(directory);
        var permissions = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var temporary = Files.createTempFile(directory, ".kubeconfig", "", permissions);
        Files.writeString(temporary, text());
        Files.move(temporary, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    String text() {
        return """
            apiVersion: v1
            kind: Config
            current-context: podbridge
            clusters:
            - name: podbridge
              cluster:
                server: %s
                certificate-authority-data: %s
            contexts:
            - name: podbridge
              context:
                cluster: podbridge
                user: podbridge
                namespace: default
            users:
            - name: podbridge
              user:
                %s
            """.formatted(server, base64(authorityPem), user);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

package io.podbridge.core.kube;

import io.fabric8.kubernetes.client.Config;
import java.net.URI;

/**
 * The API server that is meant, in the words of whoever has to find out why it cannot be reached.
 *
 * @param url without a slash at its end
 * @param source where its address and our credentials come from
 * @param authority what its certificate is checked against
 */
record Endpoint(URI url, String source, String authority) {

    static Endpoint of(Config config, String source) {
        String url = config.getMasterUrl();
        return new Endpoint(
                URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url),
                source,
                authority(config, source));
    }

    private static String authority(Config config, String source) {
        if (config.isTrustCerts()) {
            return "nothing (insecure-skip-tls-verify)";
        }
        if (config.getCaCertData() != null) {
            return "the certificate-authority-data of " + source;
        }
        return config.getCaCertFile() == null ? "the authorities of this JVM" : config.getCaCertFile();
    }
}

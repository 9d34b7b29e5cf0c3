package io.podbridge.devcluster.proxy;

import java.net.InetSocketAddress;

/**
 * Where a kubelet or a pod listens.
 *
 * @param host an IP address
 */
record Endpoint(String host, int port, boolean tls) {

    InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }

    /** {@code 10.0.0.1:10250}, {@code [::1]:10250}. */
    String authority() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    String url(String pathAndQuery) {
        return (tls ? "https" : "http") + "://" + authority() + pathAndQuery;
    }
}

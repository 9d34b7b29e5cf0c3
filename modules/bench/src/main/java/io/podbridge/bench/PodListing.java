package io.podbridge.bench;

import io.podbridge.testkit.controlplane.RbacFixture;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A complete list of the node's pods, page by page, as podbridge's feed asks for one ({@code PodLists} in core). */
final class PodListing implements AutoCloseable {
    private static final String FIRST = "/api/v1/pods?fieldSelector=spec.nodeName%3D" + RbacFixture.NODE + "&limit=500";
    private static final Pattern KUBELET_PORT = Pattern.compile("\"kubeletEndpoint\":\\{\"Port\":(\\d+)");

    private final ApiClient client;

    PodListing(Path kubeconfig) {
        this.client = ApiClient.connect(kubeconfig, 1);
    }

    /** Lists; how long it took, in nanoseconds, without reading what came. */
    long nanos() {
        long begin = System.nanoTime();
        String next = "";
        do {
            var page = client.get(next.isEmpty() ? FIRST : FIRST + "&continue=" + next)
                    .join();
            if (!page.ok()) {
                throw new IllegalStateException("the API server does not list pods: " + page);
            }
            next = URLEncoder.encode(Scan.afterOrEmpty(page.body(), "\"continue\":\"", 0), StandardCharsets.UTF_8);
        } while (!next.isEmpty());
        return System.nanoTime() - begin;
    }

    /** The port of the kubelet API that the Node names: that of the replica that serves it, which has the feed. */
    int kubeletPort() {
        var node = client.get("/api/v1/nodes/" + RbacFixture.NODE).join().body();
        var found = KUBELET_PORT.matcher(node);
        if (!found.find()) {
            throw new IllegalStateException("the Node does not say where its kubelet API is: " + node);
        }
        return Integer.parseInt(found.group(1));
    }

    @Override
    public void close() {
        client.close();
    }
}

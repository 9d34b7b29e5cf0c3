package io.podbridge.devcluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Runs a server alone until it is interrupted: {@code DevClusterMain KUBECONFIG [PORT]}. */
public final class DevClusterMain {
    private DevClusterMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("usage: DevClusterMain KUBECONFIG [PORT]");
            System.exit(2);
        }
        var port = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0;
        var cluster = DevCluster.start(DevClusterSettings.DEFAULT.withPort(port));
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
        cluster.kubeconfig(Path.of(arguments[0]));
        System.out.println(cluster.url());
        new CountDownLatch(1).await();
    }
}

package io.podbridge.app.demo;

import java.nio.file.Path;

/**
 * Where what is in a demo's directory.
 *
 * @param directory absolute
 */
record DemoFiles(Path directory) {

    Path kubeconfig() {
        return directory.resolve("kubeconfig");
    }

    /** The process id of a replica, from 1; there as long as it runs. */
    Path pid(int replica) {
        return directory.resolve("replica-" + replica + ".pid");
    }

    /** All that a replica prints, from 1; all its lives. */
    Path log(int replica) {
        return directory.resolve("replica-" + replica + ".log");
    }

    /** What the demo's own JVM logs: the API server above all. */
    Path ownLog() {
        return directory.resolve("demo.log");
    }

    /** A pod to try: it ends by itself. */
    Path hello() {
        return directory.resolve("hello.yaml");
    }

    /** The simulated provider's, its ledger in it. */
    Path simulatedCloud() {
        return directory.resolve("simulated-cloud");
    }

    /** The process provider's. */
    Path processes() {
        return directory.resolve("processes");
    }

    /** Says that this directory is a demo's; locked by the one that runs, and holds the bridge's identity. */
    Path mark() {
        return directory.resolve(".podbridge-demo");
    }
}

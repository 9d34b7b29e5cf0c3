package io.podbridge.app.demo;

import java.nio.file.Path;

/**
 * What to try.
 *
 * @param files where the process ids are
 * @param kubectl {@code kubectl} with what it needs to reach the cluster
 * @param pod a sample pod
 * @param embedded whether the API server is the demo's own
 */
record Hints(DemoFiles files, String kubectl, String pod, boolean embedded) {

    /** The command that reaches this cluster; nothing of the user's own kubeconfig is changed or asked. */
    static String kubectl(Path kubeconfig) {
        return "kubectl --kubeconfig " + quoted(kubeconfig.toString());
    }

    String text() {
        return """

            Try, in another terminal:
              %1$s get pods -o wide -w
              %1$s get nodes
              %1$s describe pod %2$s
              %1$s logs -f %2$s
              %1$s exec -it %2$s -- sh
              %1$s apply -f %3$s
            %4$s  kill -9 $(cat %5$s)      # the node stays Ready, the pods stay Running
            Logs of the replicas: %6$s

            What happens from here on; Ctrl-C ends all of it:\
            """.formatted(
                        kubectl,
                        pod,
                        quoted(files.hello().toString()),
                        embedded ? ownServer() : "",
                        quoted(files.pid(1).toString()),
                        files.directory().resolve("replica-*.log"));
    }

    /** What another cluster may not have, or place elsewhere. */
    private String ownServer() {
        return """
              %1$s top pod
              %1$s create deployment web --image=nginx --replicas=3 -- sleep 1000
            """.formatted(kubectl);
    }

    /** As a shell takes it for one word. */
    private static String quoted(String word) {
        return word.matches("[\\w./:@%+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}

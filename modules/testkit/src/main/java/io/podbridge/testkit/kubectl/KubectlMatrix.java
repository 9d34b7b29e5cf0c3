package io.podbridge.testkit.kubectl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;

/**
 * Kubectls, and a cluster in which they find the pod {@code web} with the container {@code main}, which runs the
 * commands of this machine. Each of the interfaces that extend this is a part of what they must be able to do.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public interface KubectlMatrix {

    /** Says where that cluster is. */
    Path kubeconfig();

    /** With whom each case is tried. */
    default Stream<KubectlProgram> kubectls() throws IOException {
        return KubectlProgram.all(kubeconfig());
    }

    /** For what takes long. */
    default Stream<KubectlProgram> newest() throws IOException {
        return KubectlProgram.newest(kubeconfig());
    }
}

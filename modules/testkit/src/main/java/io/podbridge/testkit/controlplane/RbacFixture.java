package io.podbridge.testkit.controlplane;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The identity of a podbridge replica as users install it: what {@code deploy/kubernetes/rbac.yaml} says, no more. A
 * bridge that is tested with it cannot come to need rights that the file does not give.
 */
public final class RbacFixture {

    /** Where the ServiceAccount of {@code rbac.yaml} lives. */
    public static final String NAMESPACE = "podbridge";

    /** The name of that ServiceAccount. */
    public static final String SERVICE_ACCOUNT = "podbridge";

    /** The node it may write. */
    public static final String NODE = "podbridge";

    private static final String FILE = "deploy/kubernetes/rbac.yaml";

    private RbacFixture() {}

    /**
     * Applies the file as the administrator and gives a kubeconfig with a token of the ServiceAccount it makes. Doing
     * it again is harmless.
     *
     * @throws IllegalStateException when the file is not found above the working directory
     */
    public static Path apply(ControlPlane controlPlane) {
        Path file =
                Checkout.find(FILE).orElseThrow(() -> new IllegalStateException(FILE + " is not in this source tree"));
        try (KubernetesClient admin = controlPlane.adminClient();
                InputStream yaml = Files.newInputStream(file)) {
            admin.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(NAMESPACE)
                            .endMetadata()
                            .build())
                    .serverSideApply();
            admin.load(yaml).serverSideApply();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return controlPlane.kubeconfigForServiceAccount(NAMESPACE, SERVICE_ACCOUNT);
    }
}

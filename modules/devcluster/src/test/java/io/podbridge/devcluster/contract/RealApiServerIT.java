package io.podbridge.devcluster.contract;

import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.WithControlPlane;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** What the contract says of kube-apiserver is true. */
@WithControlPlane
class RealApiServerIT {
    private static Path kubeconfig = Path.of("");

    @BeforeAll
    static void start(ControlPlane controlPlane) {
        kubeconfig = controlPlane.adminKubeconfig();
    }

    @Nested
    class Objects extends ObjectCases {
        @Override
        Path kubeconfig() {
            return kubeconfig;
        }
    }

    @Nested
    class Deletions extends DeletionCases {
        @Override
        Path kubeconfig() {
            return kubeconfig;
        }
    }

    @Nested
    class Patches extends PatchCases {
        @Override
        Path kubeconfig() {
            return kubeconfig;
        }
    }

    @Nested
    class Watches extends WatchCases {
        @Override
        Path kubeconfig() {
            return kubeconfig;
        }
    }

    @Nested
    class BadInput extends BadInputCases {
        @Override
        Path kubeconfig() {
            return kubeconfig;
        }
    }

    @Nested
    class Surface extends SurfaceCases {
        @Override
        Path kubeconfig() {
            return kubeconfig;
        }
    }
}

package io.podbridge.app;

import io.podbridge.core.kube.KubeSettings;

/** Says, for people, how a replica finds its API server. */
final class Kubeconfigs {
    private Kubeconfigs() {}

    /** The kubeconfig and the context that are set; the usual rules where they are not. */
    static String describe(KubeSettings settings) {
        var file = settings.kubeconfig()
                .map(path -> "kubeconfig " + path)
                .orElse("$KUBECONFIG, ~/.kube/config or the pod's ServiceAccount");
        return file + settings.context().map(name -> ", context " + name).orElse(", its current context");
    }
}

package io.podbridge.testkit.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What deploy/kubernetes/rbac.yaml allows and, by a sample of temptations, what it does not. */
@WithControlPlane
class RbacIT {

    private static KubernetesClient replica;

    @BeforeAll
    static void becomeAReplica(ControlPlane controlPlane) {
        Path kubeconfig = RbacFixture.apply(controlPlane);
        replica = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
    }

    @AfterAll
    static void close() {
        replica.close();
    }

    @ParameterizedTest(name = "{1} {2} {4} in {3}")
    @CsvSource(nullValues = "-", textBlock = """
        # group,             verb,   resource,       namespace,       name
        '',                  list,   pods,           -,               -
        '',                  watch,  pods,           -,               -
        '',                  get,    pods,           team-a,          web
        '',                  delete, pods,           team-a,          web
        '',                  patch,  pods/status,    team-a,          web
        '',                  create, nodes,          -,               -
        '',                  get,    nodes,          -,               podbridge
        '',                  patch,  nodes,          -,               podbridge
        '',                  delete, nodes,          -,               podbridge
        '',                  patch,  nodes/status,   -,               podbridge
        coordination.k8s.io, create, leases,         kube-node-lease, -
        coordination.k8s.io, get,    leases,         kube-node-lease, podbridge
        coordination.k8s.io, update, leases,         kube-node-lease, podbridge
        coordination.k8s.io, get,    leases,         kube-node-lease, podbridge-founder-podbridge
        coordination.k8s.io, update, leases,         kube-node-lease, podbridge-founder-podbridge
        '',                  get,    namespaces,     -,               kube-system
        '',                  create, events,         team-a,          -
        '',                  patch,  events,         team-a,          web.1
        '',                  get,    configmaps,     team-a,          settings
        '',                  get,    secrets,        team-a,          password
        certificates.k8s.io, create, certificatesigningrequests, -,   -
        certificates.k8s.io, get,    certificatesigningrequests, -,   kubelet-serving-podbridge-abcde
        """)
    void mayDoItsWork(String group, String verb, String resource, String namespace, String name) {
        assertThat(isAllowed(group, verb, resource, namespace, name)).isTrue();
    }

    @ParameterizedTest(name = "{1} {2} {4} in {3}")
    @CsvSource(nullValues = "-", textBlock = """
        # group,                   verb,   resource,            namespace,       name
        '',                        create, pods,                team-a,          -
        '',                        patch,  pods,                team-a,          web
        '',                        update, pods/status,         team-a,          web
        '',                        create, pods/exec,           team-a,          web
        '',                        create, pods/binding,        team-a,          web
        '',                        delete, nodes,               -,               worker-1
        '',                        patch,  nodes,               -,               worker-1
        '',                        patch,  nodes/status,        -,               worker-1
        '',                        list,   nodes,               -,               -
        '',                        get,    namespaces,          -,               team-a
        '',                        get,    nodes/proxy,         -,               podbridge
        coordination.k8s.io,       update, leases,              kube-node-lease, worker-1
        coordination.k8s.io,       delete, leases,              kube-node-lease, podbridge
        coordination.k8s.io,       update, leases,              kube-node-lease, podbridge-founder-worker-1
        coordination.k8s.io,       create, leases,              kube-system,     -
        '',                        delete, events,              team-a,          web.1
        '',                        create, configmaps,          team-a,          -
        '',                        list,   secrets,             -,               -
        '',                        list,   services,            -,               -
        '',                        update, secrets,             team-a,          settings
        '',                        create, serviceaccounts/token, team-a,        default
        certificates.k8s.io,       list,   certificatesigningrequests, -,        -
        certificates.k8s.io,       update, certificatesigningrequests/approval, -, kubelet-serving-podbridge-abcde
        certificates.k8s.io,       approve, signers,            -,               kubernetes.io/kubelet-serving
        rbac.authorization.k8s.io, create, clusterrolebindings, -,               -
        apps,                      list,   deployments,         -,               -
        """)
    void mayDoNothingElse(String group, String verb, String resource, String namespace, String name) {
        assertThat(isAllowed(group, verb, resource, namespace, name)).isFalse();
    }

    private static boolean isAllowed(String group, String verb, String resource, String namespace, String name) {
        String[] parts = resource.split("/", 2);
        SelfSubjectAccessReview question = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withGroup(group)
                .withVerb(verb)
                .withResource(parts[0])
                .withSubresource(parts.length > 1 ? parts[1] : null)
                .withNamespace(namespace)
                .withName(name)
                .endResourceAttributes()
                .endSpec()
                .build();
        return replica.resource(question).create().getStatus().getAllowed();
    }
}

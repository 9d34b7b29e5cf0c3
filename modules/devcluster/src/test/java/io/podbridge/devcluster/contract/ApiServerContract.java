package io.podbridge.devcluster.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.devcluster.contract.Rest.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * What every case needs: a server, a namespace of its own, and ways to make objects in it. The cases are in the
 * subclasses' nested interfaces, one for each subject.
 */
@Timeout(60)
abstract class ApiServerContract {
    protected Rest api;
    protected String namespace;

    /** The kubeconfig of an administrator of the server in question. */
    abstract Path kubeconfig();

    @BeforeEach
    void makeNamespace() {
        api = Rest.with(kubeconfig());
        namespace = "contract-" + UUID.randomUUID().toString().substring(0, 8);
        api.post("/api/v1/namespaces", "{\"metadata\":{\"name\":\"" + namespace + "\"}}")
                .ok();
        api.post(core("serviceaccounts"), "{\"metadata\":{\"name\":\"default\"}}");
    }

    @AfterEach
    void removeNamespace() {
        api.delete("/api/v1/namespaces/" + namespace);
    }

    protected String core(String resource) {
        return "/api/v1/namespaces/" + namespace + "/" + resource;
    }

    protected String pods() {
        return core("pods");
    }

    protected String pod(String name) {
        return pods() + "/" + name;
    }

    protected String configMaps() {
        return core("configmaps");
    }

    protected static String podJson(String name, String labels, String spec) {
        return """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s","labels":{%s}},
             "spec":{"automountServiceAccountToken":false,"schedulerName":"nobody",%s
               "containers":[{"name":"main","image":"busybox"}]}}
            """.formatted(name, labels, spec);
    }

    protected Answer makePod(String name) {
        return api.post(pods(), podJson(name, "", "")).ok();
    }

    /** A pod that some node has: deleting it takes its grace period. */
    protected Answer makeBoundPod(String name) {
        return api.post(pods(), podJson(name, "", "\"nodeName\":\"" + node() + "\","))
                .ok();
    }

    /** A Node with this test's name: the pods of a node that is not there are removed. */
    protected String node() {
        api.post("/api/v1/nodes", "{\"metadata\":{\"name\":\"" + namespace + "\"}}");
        return namespace;
    }

    protected Answer makeConfigMap(String name, String data) {
        return api.post(configMaps(), "{\"metadata\":{\"name\":\"" + name + "\"},\"data\":{" + data + "}}")
                .ok();
    }

    protected static void assertFailure(Answer answer, int code, String reason, String message) {
        assertThat(List.of(
                        answer.status(),
                        answer.at("/kind"),
                        answer.at("/apiVersion"),
                        answer.at("/status"),
                        answer.at("/code"),
                        answer.at("/reason"),
                        answer.at("/message")))
                .containsExactly(code, "Status", "v1", "Failure", Integer.toString(code), reason, message);
    }
}

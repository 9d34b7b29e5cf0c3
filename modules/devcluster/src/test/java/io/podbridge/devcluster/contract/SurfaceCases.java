package io.podbridge.devcluster.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What clients learn of the server, tables, reviews, and the kinds that podbridge works with. */
abstract class SurfaceCases extends ApiServerContract {

    @Test
    void itSaysWhatItServes() {
        assertThat(api.get("/version").ok().at("/gitVersion")).startsWith("v1.");
        assertThat(api.get("/api").ok().body().path("versions").toString()).contains("v1");
        assertThat(names(api.get("/api/v1").ok().body().path("resources"), "name"))
                .contains("pods", "pods/status", "pods/log", "pods/exec", "pods/binding", "pods/eviction", "nodes");
        assertThat(names(api.get("/apis/apps/v1").ok().body().path("resources"), "name"))
                .contains("deployments", "deployments/scale", "replicasets");
        var all = api.get("/apis", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList")
                .ok();
        assertThat(all.at("/kind")).isEqualTo("APIGroupDiscoveryList");
        assertThat(api.get("/openapi/v3").ok().body().path("paths").has("api/v1"))
                .isTrue();
        assertThat(api.get("/readyz").text()).isEqualTo("ok");
    }

    @Test
    void aTable() {
        makePod("a");
        var table =
                api.get(pods(), "application/json;as=Table;v=v1;g=meta.k8s.io").ok();
        assertThat(table.at("/kind")).isEqualTo("Table");
        assertThat(names(table.body().path("columnDefinitions"), "name"))
                .containsExactly(
                        "Name",
                        "Ready",
                        "Status",
                        "Restarts",
                        "Age",
                        "IP",
                        "Node",
                        "Nominated Node",
                        "Readiness Gates");
        assertThat(table.at("/rows/0/cells/0")).isEqualTo("a");
        assertThat(table.at("/rows/0/cells/1")).isEqualTo("0/1");
        assertThat(table.at("/rows/0/cells/2")).isEqualTo("Pending");
        assertThat(table.at("/rows/0/object/kind")).isEqualTo("PartialObjectMetadata");
    }

    @Test
    void onlyMetadata() {
        makePod("a");
        var partial = api.get(pod("a"), "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io")
                .ok();
        assertThat(partial.at("/kind")).isEqualTo("PartialObjectMetadata");
        assertThat(partial.body().has("spec")).isFalse();
        assertThat(api.get(pods(), "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io")
                        .ok()
                        .at("/kind"))
                .isEqualTo("PartialObjectMetadataList");
    }

    @Test
    void aReview() {
        var mine = api.post("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", """
            {"spec":{"resourceAttributes":{"verb":"list","resource":"pods","namespace":"default"}}}
            """);
        assertThat(mine.status()).isEqualTo(201);
        assertThat(mine.at("/status/allowed")).isEqualTo("true");
        var token = api.post("/apis/authentication.k8s.io/v1/tokenreviews", "{\"spec\":{\"token\":\"nonsense\"}}")
                .ok();
        assertThat(token.at("/status/authenticated")).isNotEqualTo("true");
    }

    @Test
    void aTokenOfAServiceAccount() {
        var made = api.post(
                        core("serviceaccounts") + "/default/token",
                        "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"TokenRequest\",\"spec\":{}}")
                .ok();
        String token = made.at("/status/token");
        assertThat(token).isNotEmpty();
        var review = api.post("/apis/authentication.k8s.io/v1/tokenreviews", "{\"spec\":{\"token\":\"" + token + "\"}}")
                .ok();
        assertThat(review.at("/status/user/username")).isEqualTo("system:serviceaccount:" + namespace + ":default");
    }

    @Test
    void aLeaseIsTakenByOne() {
        String path = "/apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases";
        var made = api.post(path, """
            {"metadata":{"name":"l"},"spec":{"holderIdentity":"one","leaseDurationSeconds":40,
             "renewTime":"2026-01-01T00:00:00.000000Z"}}
            """).ok();
        String renewed = made.text().replace("00:00:00.000000Z", "00:00:10.000000Z");
        api.put(path + "/l", renewed).ok();
        assertThat(api.put(path + "/l", renewed.replace("\"one\"", "\"two\"")).status())
                .isEqualTo(409);
    }

    @Test
    void anEvent() {
        var made = makePod("a");
        api.post(core("events"), """
            {"metadata":{"name":"a.1"},"involvedObject":{"kind":"Pod","namespace":"%s","name":"a","uid":"%s"},
             "reason":"Tested","message":"all is well","type":"Normal","source":{"component":"test"},"count":1,
             "firstTimestamp":"2026-01-01T00:00:00Z","lastTimestamp":"2026-01-01T00:00:00Z"}
            """.formatted(namespace, made.at("/metadata/uid")))
                .ok();
        var found = api.get(core("events") + "?fieldSelector=involvedObject.name%3Da,involvedObject.uid%3D"
                        + made.at("/metadata/uid"))
                .ok();
        assertThat(found.body().path("items").size()).isEqualTo(1);
    }

    @Test
    void aNodeHasAStatusOfItsOwn() {
        String path = "/api/v1/nodes/" + node();
        api.patch(path + "/status", "strategic-merge-patch+json", """
            {"status":{"conditions":[{"type":"Ready","status":"True","reason":"R","message":"m"}],
             "capacity":{"pods":"1k"},"addresses":[{"type":"InternalIP","address":"127.0.0.1"}]}}
            """).ok();
        var seen = api.get(path).ok();
        assertThat(seen.at("/status/capacity/pods")).isEqualTo("1k");
        assertThat(seen.at("/status/conditions/0/type")).isEqualTo("Ready");
        api.delete(path);
    }

    @Test
    void aScale() {
        String path = "/apis/apps/v1/namespaces/" + namespace + "/replicasets";
        api.post(path, """
            {"metadata":{"name":"r"},"spec":{"replicas":0,"selector":{"matchLabels":{"a":"b"}},
             "template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}
            """).ok();
        var scale = api.get(path + "/r/scale").ok();
        assertThat(scale.at("/kind")).isEqualTo("Scale");
        api.patch(path + "/r/scale", "merge-patch+json", "{\"spec\":{\"replicas\":0}}")
                .ok();
        assertThat(api.get(path + "/r").at("/spec/template/spec/restartPolicy")).isEqualTo("Always");
    }

    private static List<String> names(JsonNode list, String field) {
        return list.values().stream().map(each -> each.path(field).asString()).toList();
    }
}

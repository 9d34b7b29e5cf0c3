package io.podbridge.devcluster.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Objects are made, read, replaced, listed. */
abstract class ObjectCases extends ApiServerContract {

    @Test
    void aNewObjectHasItsMetadata() {
        var made = makePod("a");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.at("/metadata/uid")).matches("[0-9a-f-]{36}");
        assertThat(made.at("/metadata/creationTimestamp")).matches("....-..-..T..:..:..Z");
        assertThat(made.at("/metadata/generation")).isEqualTo("1");
        assertThat(made.at("/metadata/namespace")).isEqualTo(namespace);
        assertThat(made.at("/metadata/managedFields/0/operation")).isEqualTo("Update");
        assertThat(Long.parseLong(made.version())).isPositive();
        assertThat(api.get(pod("a")).body()).isEqualTo(made.body());
    }

    @Test
    void aPodHasItsDefaults() {
        var spec = makePod("a").body().path("spec");
        assertThat(spec.path("restartPolicy").asString()).isEqualTo("Always");
        assertThat(spec.path("terminationGracePeriodSeconds").asInt()).isEqualTo(30);
        assertThat(spec.path("dnsPolicy").asString()).isEqualTo("ClusterFirst");
        assertThat(spec.path("enableServiceLinks").asBoolean()).isTrue();
        assertThat(spec.path("priority").asInt(-1)).isZero();
        assertThat(spec.path("preemptionPolicy").asString()).isEqualTo("PreemptLowerPriority");
        assertThat(spec.path("tolerations").size()).isEqualTo(2);
        var container = spec.path("containers").path(0);
        assertThat(container.path("imagePullPolicy").asString()).isEqualTo("Always");
        assertThat(container.path("terminationMessagePath").asString()).isEqualTo("/dev/termination-log");
        assertThat(container.path("terminationMessagePolicy").asString()).isEqualTo("File");
        assertThat(api.get(pod("a")).at("/status/phase")).isEqualTo("Pending");
        assertThat(api.get(pod("a")).at("/status/qosClass")).isEqualTo("BestEffort");
    }

    @Test
    void theSameNameTwice() {
        makePod("a");
        assertFailure(api.post(pods(), podJson("a", "", "")), 409, "AlreadyExists", "pods \"a\" already exists");
    }

    @Test
    void whatIsNotThere() {
        var missing = api.get(pod("nobody"));
        assertFailure(missing, 404, "NotFound", "pods \"nobody\" not found");
        assertThat(missing.at("/details/name")).isEqualTo("nobody");
        assertThat(missing.at("/details/kind")).isEqualTo("pods");
        assertFailure(api.delete(pod("nobody")), 404, "NotFound", "pods \"nobody\" not found");
        assertFailure(
                api.get("/apis/apps/v1/namespaces/" + namespace + "/deployments/x"),
                404,
                "NotFound",
                "deployments.apps \"x\" not found");
        assertThat(api.get("/api/v1/nothings").status()).isEqualTo(404);
    }

    @Test
    void aNamespaceThatIsNotThere() {
        assertFailure(
                api.post("/api/v1/namespaces/no-such/configmaps", "{\"metadata\":{\"name\":\"x\"}}"),
                404,
                "NotFound",
                "namespaces \"no-such\" not found");
        assertThat(api.get("/api/v1/namespaces/no-such/pods").ok().body().path("items"))
                .isEmpty();
    }

    @Test
    void aGeneratedName() {
        var made = api.post(configMaps(), "{\"metadata\":{\"generateName\":\"gen-\"}}")
                .ok();
        assertThat(made.at("/metadata/name")).matches("gen-[a-z0-9]{5}");
    }

    @Test
    void aReplacementMustKnowTheLastVersion() {
        var first = makeConfigMap("c", "\"a\":\"1\"");
        var second = api.put(configMaps() + "/c", first.text().replace("\"1\"", "\"2\""))
                .ok();
        assertThat(second.at("/data/a")).isEqualTo("2");
        assertThat(Long.parseLong(second.version())).isGreaterThan(Long.parseLong(first.version()));
        assertFailure(
                api.put(configMaps() + "/c", first.text().replace("\"1\"", "\"3\"")),
                409,
                "Conflict",
                "Operation cannot be fulfilled on configmaps \"c\": the object has been modified; please apply your"
                        + " changes to the latest version and try again");
    }

    @Test
    void aReplacementThatChangesNothingIsNone() {
        var first = makeConfigMap("c", "\"a\":\"1\"");
        assertThat(api.put(configMaps() + "/c", first.text()).ok().version()).isEqualTo(first.version());
    }

    @Test
    void statusAndSpecAreWrittenApart() {
        var made = makePod("a");
        String both = made.text()
                .replace("\"phase\":\"Pending\"", "\"phase\":\"Running\"")
                .replace("\"labels\":{", "\"labels\":{\"new\":\"label\",")
                .replace("\"image\":\"busybox\"", "\"image\":\"busybox:2\"");
        var main = api.put(pod("a"), both).ok();
        assertThat(main.at("/status/phase")).isEqualTo("Pending");
        assertThat(main.at("/spec/containers/0/image")).isEqualTo("busybox:2");
        var status = api.put(
                        pod("a") + "/status",
                        main.text()
                                .replace("\"phase\":\"Pending\"", "\"phase\":\"Running\"")
                                .replace("\"image\":\"busybox:2\"", "\"image\":\"busybox:3\""))
                .ok();
        assertThat(status.at("/status/phase")).isEqualTo("Running");
        assertThat(status.at("/spec/containers/0/image")).isEqualTo("busybox:2");
    }

    @Test
    void aPodsSpecIsFixed() {
        var made = makePod("a");
        var changed =
                api.put(pod("a"), made.text().replace("\"restartPolicy\":\"Always\"", "\"restartPolicy\":\"Never\""));
        assertThat(changed.status()).isEqualTo(422);
        assertThat(changed.at("/reason")).isEqualTo("Invalid");
        assertThat(changed.at("/message"))
                .startsWith("Pod \"a\" is invalid: spec: Forbidden: pod updates may not change fields other than");
    }

    @Test
    void aListIsSelectedByLabelsAndFields() {
        api.post(pods(), podJson("a", "\"app\":\"x\",\"tier\":\"one\"", "")).ok();
        api.post(pods(), podJson("b", "\"app\":\"y\"", "")).ok();
        api.post(pods(), podJson("c", "", "\"nodeName\":\"" + node() + "\",")).ok();
        assertThat(names("?labelSelector=app%3Dx")).isEqualTo("a");
        assertThat(names("?labelSelector=app")).isEqualTo("a b");
        assertThat(names("?labelSelector=!app")).isEqualTo("c");
        assertThat(names("?labelSelector=app%20in%20(x,y),tier%20notin%20(one)"))
                .isEqualTo("b");
        assertThat(names("?labelSelector=app!%3Dx")).isEqualTo("b c");
        assertThat(names("?fieldSelector=metadata.name%3Db")).isEqualTo("b");
        assertThat(names("?fieldSelector=spec.nodeName%3D" + node())).isEqualTo("c");
        assertThat(names("?fieldSelector=spec.nodeName%3D")).isEqualTo("a b");
        assertThat(names("?fieldSelector=status.phase!%3DPending")).isEmpty();
        assertThat(api.get(pods() + "?fieldSelector=spec.nonsense%3D1").status())
                .isEqualTo(400);
        assertThat(api.get(pods() + "?labelSelector=a%20b%20c").status()).isEqualTo(400);
    }

    @Test
    void aListComesInPages() {
        for (String name : new String[] {"a", "b", "c", "d", "e"}) {
            makeConfigMap(name, "");
        }
        var first = api.get(configMaps() + "?limit=2&labelSelector=").ok();
        assertThat(first.body().path("items").size()).isEqualTo(2);
        String token = first.at("/metadata/continue");
        assertThat(token).isNotEmpty();
        makeConfigMap("bb", "");
        var second = api.get(configMaps() + "?limit=20&continue="
                        + java.net.URLEncoder.encode(token, java.nio.charset.StandardCharsets.UTF_8))
                .ok();
        assertThat(second.version()).isEqualTo(first.version());
        assertThat(second.at("/metadata/continue")).isEmpty();
        assertThat(first.text() + second.text()).doesNotContain("\"bb\"");
        assertThat(api.get(configMaps() + "?limit=2&continue=nonsense").status())
                .isEqualTo(400);
    }

    @Test
    void aDryRunChangesNothing() {
        assertThat(api.post(configMaps() + "?dryRun=All", "{\"metadata\":{\"name\":\"dry\"}}")
                        .status())
                .isEqualTo(201);
        assertThat(api.get(configMaps() + "/dry").status()).isEqualTo(404);
        assertThat(api.post(configMaps() + "?dryRun=some", "{\"metadata\":{\"name\":\"dry\"}}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void aBindingPutsAPodOnANode() {
        makePod("a");
        String binding = "{\"metadata\":{\"name\":\"a\"},\"target\":{\"kind\":\"Node\",\"name\":\"" + node() + "\"}}";
        assertThat(api.post(pod("a") + "/binding", binding).status()).isEqualTo(201);
        assertThat(api.get(pod("a")).at("/spec/nodeName")).isEqualTo(node());
        assertThat(api.get(pod("a")).body().at("/status/conditions").toString()).contains("PodScheduled");
        assertThat(api.post(pod("a") + "/binding", binding).status()).isEqualTo(409);
    }

    private String names(String query) {
        return String.join(
                " ",
                api.get(pods() + query).ok().body().path("items").values().stream()
                        .map(item -> item.at("/metadata/name").asString())
                        .toList());
    }
}

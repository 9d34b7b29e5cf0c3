package io.podbridge.devcluster.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Objects change by patches of each kind. */
abstract class PatchCases extends ApiServerContract {
    private static final String MERGE = "merge-patch+json";
    private static final String STRATEGIC = "strategic-merge-patch+json";
    private static final String JSON = "json-patch+json";
    private static final String APPLY = "apply-patch+yaml";

    @Test
    void aMergePatch() {
        makeConfigMap("c", "\"a\":\"1\",\"b\":\"2\"");
        var changed = api.patch(configMaps() + "/c", MERGE, "{\"data\":{\"a\":null,\"c\":\"3\"}}")
                .ok();
        assertThat(changed.body().path("data").toString()).isEqualTo("{\"b\":\"2\",\"c\":\"3\"}");
    }

    @Test
    void aJsonPatch() {
        makeConfigMap("c", "\"a\":\"1\"");
        var changed = api.patch(
                        configMaps() + "/c",
                        JSON,
                        "[{\"op\":\"test\",\"path\":\"/data/a\",\"value\":\"1\"},{\"op\":\"add\",\"path\":\"/data/b\",\"value\":\"2\"}]")
                .ok();
        assertThat(changed.body().path("data").toString()).isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
        var refused = api.patch(configMaps() + "/c", JSON, "[{\"op\":\"test\",\"path\":\"/data/a\",\"value\":\"9\"}]");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/reason")).isEqualTo("Invalid");
    }

    @Test
    void aStrategicPatchMergesListsByTheirKeys() {
        makePod("a");
        var changed = api.patch(
                        pod("a"),
                        STRATEGIC,
                        "{\"spec\":{\"containers\":[{\"name\":\"main\",\"image\":\"busybox:9\"}]}}")
                .ok();
        assertThat(changed.body().at("/spec/containers").size()).isEqualTo(1);
        assertThat(changed.at("/spec/containers/0/image")).isEqualTo("busybox:9");
        var status = "{\"status\":{\"conditions\":[{\"type\":\"%s\",\"status\":\"True\"}]}}";
        api.patch(pod("a") + "/status", STRATEGIC, status.formatted("One")).ok();
        var two = api.patch(pod("a") + "/status", STRATEGIC, status.formatted("Two"))
                .ok();
        assertThat(two.body().at("/status/conditions").size()).isEqualTo(2);
    }

    @Test
    void aStrategicPatchDeletesByDirective() {
        makePod("a");
        String conditions =
                "{\"status\":{\"conditions\":[{\"type\":\"One\",\"status\":\"True\"},{%s\"type\":\"Two\"%s}]}}";
        api.patch(pod("a") + "/status", STRATEGIC, conditions.formatted("", ",\"status\":\"True\""))
                .ok();
        var changed = api.patch(pod("a") + "/status", STRATEGIC, conditions.formatted("\"$patch\":\"delete\",", ""))
                .ok();
        assertThat(changed.body().at("/status/conditions").toString())
                .contains("\"One\"")
                .doesNotContain("\"Two\"");
    }

    @Test
    void aPatchMayNameTheObjectItMeans() {
        var made = makePod("a");
        var other = api.patch(pod("a"), MERGE, "{\"metadata\":{\"uid\":\"another\",\"labels\":{\"a\":\"b\"}}}");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.at("/message")).contains("metadata.uid: Invalid value: \"another\": field is immutable");
        var stale = api.patch(pod("a"), MERGE, "{\"metadata\":{\"resourceVersion\":\"1\",\"labels\":{\"a\":\"b\"}}}");
        assertThat(stale.status()).isEqualTo(409);
        api.patch(
                        pod("a"),
                        MERGE,
                        "{\"metadata\":{\"resourceVersion\":\"" + made.version() + "\",\"labels\":{\"a\":\"b\"}}}")
                .ok();
    }

    @Test
    void aPatchThatChangesNothingIsNone() {
        var made = makeConfigMap("c", "\"a\":\"1\"");
        assertThat(api.patch(configMaps() + "/c", MERGE, "{\"data\":{\"a\":\"1\"}}")
                        .ok()
                        .version())
                .isEqualTo(made.version());
    }

    @Test
    void aPatchOfAnotherKindIsRefused() {
        makeConfigMap("c", "");
        var refused = api.patch(configMaps() + "/c", "json", "{}");
        assertThat(refused.status()).isEqualTo(415);
        assertThat(refused.at("/reason")).isEqualTo("UnsupportedMediaType");
    }

    @Test
    void anApplyMakesAndChangesAnObject() {
        var made = apply("one", "\"a\":\"1\",\"b\":\"1\"", "");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.at("/metadata/managedFields/0/operation")).isEqualTo("Apply");
        assertThat(made.at("/metadata/managedFields/0/manager")).isEqualTo("one");
        var again = apply("one", "\"a\":\"1\",\"b\":\"1\"", "");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.version()).isEqualTo(made.version());
        assertThat(apply("one", "\"a\":\"2\"", "").body().path("data").toString())
                .isEqualTo("{\"a\":\"2\"}");
    }

    @Test
    void anApplyConflictsWithWhoeverOwnsTheField() {
        apply("one", "\"a\":\"1\"", "");
        var conflict = apply("two", "\"a\":\"2\"", "");
        assertFailure(conflict, 409, "Conflict", "Apply failed with 1 conflict: conflict with \"one\": .data.a");
        assertThat(conflict.at("/details/causes/0/reason")).isEqualTo("FieldManagerConflict");
        assertThat(conflict.at("/details/causes/0/field")).isEqualTo(".data.a");
        assertThat(apply("two", "\"a\":\"2\"", "&force=true").ok().at("/data/a"))
                .isEqualTo("2");
        var shared = apply("two", "\"a\":\"2\",\"b\":\"3\"", "").ok();
        assertThat(shared.body().path("data").size()).isEqualTo(2);
    }

    @Test
    void anApplyNeedsItsManager() {
        assertThat(api.patch(configMaps() + "/c", APPLY, "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\"}")
                        .status())
                .isEqualTo(422);
    }

    private Rest.Answer apply(String manager, String data, String more) {
        return api.patch(
                configMaps() + "/c?fieldManager=" + manager + more,
                APPLY,
                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"c\"},\"data\":{" + data + "}}");
    }
}

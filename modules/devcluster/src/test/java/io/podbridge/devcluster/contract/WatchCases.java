package io.podbridge.devcluster.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Changes are followed. */
abstract class WatchCases extends ApiServerContract {

    @Test
    void fromAVersionOn() {
        var first = makeConfigMap("a", "");
        makeConfigMap("b", "");
        try (var watch = api.watch(configMaps() + "?watch=true&resourceVersion=" + first.version())) {
            makeConfigMap("c", "");
            api.patch(configMaps() + "/a", "merge-patch+json", "{\"data\":{\"x\":\"y\"}}")
                    .ok();
            api.delete(configMaps() + "/b").ok();
            assertThat(watch.next(4)).containsExactly("ADDED b", "ADDED c", "MODIFIED a", "DELETED b");
        }
    }

    @Test
    void fromNowOnWithAllThatIsThere() {
        makeConfigMap("a", "");
        try (var watch = api.watch(
                configMaps() + "?watch=true&resourceVersion=0&fieldSelector=metadata.name!%3Dkube-root-ca.crt")) {
            assertThat(watch.next(1)).containsExactly("ADDED a");
            makeConfigMap("b", "");
            assertThat(watch.next(1)).containsExactly("ADDED b");
        }
    }

    @Test
    void withInitialEventsAndTheirEnd() {
        makeConfigMap("a", "");
        try (var watch = api.watch(configMaps()
                + "?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true"
                + "&fieldSelector=metadata.name%3Da")) {
            assertThat(watch.next(1)).containsExactly("ADDED a");
            JsonNode end = watch.next();
            assertThat(end.path("type").asString()).isEqualTo("BOOKMARK");
            assertThat(end.at("/object/metadata/annotations/k8s.io~1initial-events-end")
                            .asString())
                    .isEqualTo("true");
        }
    }

    @Test
    void whatIsSelectedComesAndGoes() {
        var list = api.get(pods()).ok();
        try (var watch = api.watch(pods() + "?watch=true&labelSelector=in%3Dsight&resourceVersion=" + list.version())) {
            makePod("a");
            label("{\"in\":\"sight\"}");
            label("{\"in\":\"sight\",\"more\":\"labels\"}");
            label("{\"in\":null}");
            assertThat(watch.next(3)).containsExactly("ADDED a", "MODIFIED a", "DELETED a");
        }
    }

    @Test
    void aNodesPods() {
        var list = api.get("/api/v1/pods?limit=1").ok();
        try (var watch = api.watch("/api/v1/pods?watch=true&fieldSelector=spec.nodeName%3D" + node()
                + "&resourceVersion=" + list.version())) {
            makePod("a");
            String binding =
                    "{\"metadata\":{\"name\":\"a\"},\"target\":{\"kind\":\"Node\",\"name\":\"" + node() + "\"}}";
            api.post(pod("a") + "/binding", binding).ok();
            api.delete(pod("a"), "{\"gracePeriodSeconds\":0}").ok();
            assertThat(watch.next(3)).containsExactly("ADDED a", "MODIFIED a", "DELETED a");
        }
    }

    @Test
    void aWatchEndsWhenItsTimeIsOver() {
        try (var watch = api.watch(configMaps() + "?watch=true&timeoutSeconds=1&resourceVersion="
                + api.get(configMaps()).version())) {
            assertThat(watch.over()).isTrue();
        }
    }

    private void label(String labels) {
        api.patch(pod("a"), "merge-patch+json", "{\"metadata\":{\"labels\":" + labels + "}}")
                .ok();
    }
}

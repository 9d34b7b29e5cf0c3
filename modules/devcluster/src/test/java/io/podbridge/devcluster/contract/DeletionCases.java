package io.podbridge.devcluster.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Objects go: at once, after their grace, or with their last finalizer. */
abstract class DeletionCases extends ApiServerContract {

    @Test
    void aPodOfANodeStaysForItsGrace() {
        makeBoundPod("a");
        var asked = api.delete(pod("a")).ok();
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.at("/metadata/deletionGracePeriodSeconds")).isEqualTo("30");
        assertThat(asked.at("/metadata/generation")).isEqualTo("2");
        var waiting = api.get(pod("a")).ok();
        assertThat(waiting.at("/metadata/deletionTimestamp")).isNotEmpty();
        assertThat(waiting.at("/status/phase")).isEqualTo("Pending");
    }

    @Test
    void aSecondDeletionMayOnlyShortenTheGrace() {
        makeBoundPod("a");
        api.delete(pod("a"), "{\"gracePeriodSeconds\":20}").ok();
        assertThat(api.delete(pod("a"), "{\"gracePeriodSeconds\":40}").ok().at("/metadata/deletionGracePeriodSeconds"))
                .isEqualTo("20");
        assertThat(api.delete(pod("a"), "{\"gracePeriodSeconds\":5}").ok().at("/metadata/deletionGracePeriodSeconds"))
                .isEqualTo("5");
        api.delete(pod("a"), "{\"gracePeriodSeconds\":0}").ok();
        assertThat(api.get(pod("a")).status()).isEqualTo(404);
    }

    @Test
    void aPodWithoutANodeGoesAtOnce() {
        makePod("a");
        api.delete(pod("a")).ok();
        assertThat(api.get(pod("a")).status()).isEqualTo(404);
    }

    @Test
    void aPodThatEndedGoesAtOnce() {
        var made = makeBoundPod("a");
        api.put(pod("a") + "/status", made.text().replace("\"phase\":\"Pending\"", "\"phase\":\"Succeeded\""))
                .ok();
        api.delete(pod("a")).ok();
        assertThat(api.get(pod("a")).status()).isEqualTo(404);
    }

    @Test
    void thePreconditionsHold() {
        var made = makePod("a");
        var other = api.delete(pod("a"), "{\"preconditions\":{\"uid\":\"another\"}}");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.at("/message"))
                .contains("the UID in the precondition (another) does not match the UID in record");
        assertThat(api.delete(pod("a"), "{\"preconditions\":{\"resourceVersion\":\"1\"}}")
                        .status())
                .isEqualTo(409);
        String uid = made.at("/metadata/uid");
        assertThat(api.delete(pod("a"), "{\"preconditions\":{\"uid\":\"" + uid + "\"}}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aFinalizerHoldsAnObject() {
        api.post(configMaps(), "{\"metadata\":{\"name\":\"c\",\"finalizers\":[\"example.com/hold\"]}}")
                .ok();
        api.delete(configMaps() + "/c").ok();
        var held = api.get(configMaps() + "/c").ok();
        assertThat(held.at("/metadata/deletionTimestamp")).isNotEmpty();
        assertThat(held.at("/metadata/deletionGracePeriodSeconds")).isEqualTo("0");
        api.patch(configMaps() + "/c", "merge-patch+json", "{\"metadata\":{\"finalizers\":null}}")
                .ok();
        assertThat(api.get(configMaps() + "/c").status()).isEqualTo(404);
    }

    @Test
    void aDeletionSaysWhatItDeleted() {
        var made = makeConfigMap("c", "");
        var gone = api.delete(configMaps() + "/c").ok();
        assertThat(gone.at("/kind")).isEqualTo("Status");
        assertThat(gone.at("/status")).isEqualTo("Success");
        assertThat(gone.at("/details/name")).isEqualTo("c");
        assertThat(gone.at("/details/uid")).isEqualTo(made.at("/metadata/uid"));
    }

    @Test
    void aCollectionGoesBySelector() {
        api.post(configMaps(), "{\"metadata\":{\"name\":\"a\",\"labels\":{\"x\":\"1\"}}}")
                .ok();
        api.post(configMaps(), "{\"metadata\":{\"name\":\"b\"}}").ok();
        api.delete(configMaps() + "?labelSelector=x%3D1").ok();
        assertThat(api.get(configMaps() + "/a").status()).isEqualTo(404);
        assertThat(api.get(configMaps() + "/b").status()).isEqualTo(200);
    }

    @Test
    void anEvictionIsAGracefulDeletion() {
        makeBoundPod("a");
        var evicted = api.post(
                pod("a") + "/eviction",
                "{\"apiVersion\":\"policy/v1\",\"kind\":\"Eviction\",\"metadata\":{\"name\":\"a\"},\"deleteOptions\":"
                        + "{\"gracePeriodSeconds\":7}}");
        assertThat(evicted.status()).isEqualTo(201);
        assertThat(evicted.at("/status")).isEqualTo("Success");
        assertThat(api.get(pod("a")).at("/metadata/deletionGracePeriodSeconds")).isEqualTo("7");
    }

    @Test
    void whatIsBeingDeletedIsSeenToGo() {
        var made = makeBoundPod("a");
        try (var watch = api.watch(pods() + "?watch=true&resourceVersion=" + made.version())) {
            api.delete(pod("a"), "{\"gracePeriodSeconds\":3}").ok();
            api.delete(pod("a"), "{\"gracePeriodSeconds\":0}").ok();
            assertThat(watch.next(3)).containsExactly("MODIFIED a", "MODIFIED a", "DELETED a");
        }
    }
}

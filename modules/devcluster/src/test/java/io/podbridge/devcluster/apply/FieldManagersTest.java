package io.podbridge.devcluster.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.podbridge.devcluster.api.ApiFailure;
import org.junit.jupiter.api.Test;

/** Who manages what: the cases of Kubernetes' documentation of server-side apply, and those around them. */
class FieldManagersTest {

    @Test
    void aCreatedPodIsThatOfItsCreator() {
        var pod = Story.of("Pod").update("kubectl-run", """
            metadata: {name: p, namespace: default, uid: u, resourceVersion: '1', creationTimestamp: t,
              labels: {run: p}},
            spec: {containers: [{name: c, image: i, resources: {}, ports: [{containerPort: 80, protocol: TCP}]}],
              tolerations: [{key: a}], nodeSelector: {a: b}},
            status: {phase: Pending}\
            """);

        assertThat(pod.managed()).containsExactly("kubectl-run Update v1 12:00:00");
        assertThat(pod.fields("kubectl-run"))
                .containsExactly(
                        ".metadata.labels",
                        ".metadata.labels.run",
                        ".spec.nodeSelector",
                        ".spec.tolerations",
                        ".spec.containers[name=\"c\"]",
                        ".spec.containers[name=\"c\"].image",
                        ".spec.containers[name=\"c\"].name",
                        ".spec.containers[name=\"c\"].ports",
                        ".spec.containers[name=\"c\"].resources",
                        ".spec.containers[name=\"c\"].ports[containerPort=80,protocol=\"TCP\"]",
                        ".spec.containers[name=\"c\"].ports[containerPort=80,protocol=\"TCP\"].containerPort",
                        ".spec.containers[name=\"c\"].ports[containerPort=80,protocol=\"TCP\"].protocol");
    }

    @Test
    void statusIsThatOfWhoWritesItThroughItsSubresource() {
        var pod = Story.of("Pod")
                .update("a", "spec: {nodeName: n}, status: {phase: Pending}")
                .status(
                        "kubelet",
                        "spec: {nodeName: other}, status: {phase: Running, podIP: '1', conditions: [{type: Ready}]}");

        assertThat(pod.managed()).containsExactly("a Update v1 12:00:00", "kubelet Update v1 12:00:01 status");
        assertThat(pod.fields("kubelet"))
                .containsExactly(
                        ".status.conditions",
                        ".status.phase",
                        ".status.podIP",
                        ".status.conditions[type=\"Ready\"]",
                        ".status.conditions[type=\"Ready\"].type");
    }

    @Test
    void whatIsSetGoesOverAndWhatIsRemovedLeavesAll() {
        var map = Story.of("ConfigMap")
                .update("a", "data: {x: '1', y: '1', z: '1'}")
                .update("b", "data: {x: '2', y: '1'}");

        assertThat(map.fields("a")).containsExactly(".data", ".data.y");
        assertThat(map.fields("b")).containsExactly(".data.x");
        assertThat(map.update("b", "data: {x: '2', y: '2'}").update("b", "").managed())
                .isEmpty();
    }

    @Test
    void anEntryIsAsOldAsTheLastValueThatWasSet() {
        var map = Story.of("ConfigMap").update("a", "data: {x: '1'}").update("b", "data: {x: '1', y: '1'}");

        assertThat(map.managed()).containsExactly("a Update v1 12:00:00", "b Update v1 12:00:01");
        assertThat(map.update("a", "data: {x: '1', y: '1'}").managed())
                .containsExactly("a Update v1 12:00:00", "b Update v1 12:00:01");
        assertThat(map.update("a", "data: {x: '2', y: '1'}").managed())
                .containsExactly("b Update v1 12:00:01", "a Update v1 12:00:02");
    }

    @Test
    void anApplierOwnsExactlyWhatItApplies() {
        var map = Story.of("ConfigMap").apply("a", "metadata: {name: m, labels: {l: '1'}}, data: {x: '1'}");

        assertThat(map.managed()).containsExactly("a Apply v1 12:00:00");
        assertThat(map.fields("a")).containsExactly(".data.x", ".metadata.labels.l");
        assertThat(map.json("data")).isEqualTo("{\"x\":\"1\"}");
    }

    @Test
    void applyingTheSameAgainChangesNothing() {
        var once = Story.of("ConfigMap").apply("a", "data: {x: '1'}");

        assertThat(once.apply("a", "data: {x: '1'}").object()).isEqualTo(once.object());
    }

    @Test
    void anotherValueIsAConflictUnlessForced() {
        var map = Story.of("ConfigMap").apply("a", "data: {x: '1', y: '1'}");

        var failure = catchThrowableOfType(ApiFailure.class, () -> map.apply("b", "data: {x: '2', y: '1'}"));

        assertThat(failure.code()).isEqualTo(409);
        assertThat(failure.reason()).isEqualTo("Conflict");
        assertThat(failure).hasMessage("Apply failed with 1 conflict: conflict with \"a\": .data.x");
        assertThat(failure.details().causes())
                .containsExactly(new ApiFailure.Cause(".data.x", "FieldManagerConflict", "conflict with \"a\""));
        var forced = map.force("b", "data: {x: '2', y: '1'}");
        assertThat(forced.fields("a")).containsExactly(".data.y");
        assertThat(forced.fields("b")).containsExactly(".data.x", ".data.y");
        assertThat(forced.json("data")).isEqualTo("{\"x\":\"2\",\"y\":\"1\"}");
    }

    @Test
    void severalConflictsAreListedByManager() {
        var pod = Story.of("Pod")
                .update("z", "spec: {nodeName: n, priority: 1}")
                .status("kubelet", "status: {phase: Running}");

        var failure = catchThrowableOfType(ApiFailure.class, () -> pod.apply("a", "spec: {nodeName: m, priority: 2}"));

        assertThat(failure).hasMessage("""
            Apply failed with 2 conflicts: conflicts with "z" using v1:
            - .spec.nodeName
            - .spec.priority\
            """);
    }

    @Test
    void whatIsNoLongerAppliedGoesUnlessSomebodyElseHasIt() {
        var map = Story.of("ConfigMap")
                .apply("a", "data: {x: '1', y: '1', z: '1'}, metadata: {labels: {l: '1'}}")
                .apply("b", "data: {y: '1'}")
                .update("c", "data: {x: '1', y: '1', z: '2'}, metadata: {labels: {l: '1'}}")
                .apply("a", "metadata: {name: m}");

        assertThat(map.json("data")).isEqualTo("{\"y\":\"1\",\"z\":\"2\"}");
        assertThat(map.object().path("metadata").has("labels")).isFalse();
        assertThat(map.managed()).containsExactly("b Apply v1 12:00:01", "c Update v1 12:00:02");
    }

    @Test
    void elementsOfListsHaveOwnersOfTheirOwn() {
        var deployment = Story.of("Deployment")
                .apply("a", "spec: {template: {spec: {containers: [{name: x, image: '1'}, {name: y, image: '1'}]}}}")
                .apply("b", "spec: {template: {spec: {containers: [{name: s, image: '1'}, {name: y, tty: true}]}}}")
                .apply("a", "spec: {template: {spec: {containers: [{name: x, image: '2'}]}}}");

        assertThat(deployment.json("spec"))
                .isEqualTo(
                        "{\"template\":{\"spec\":{\"containers\":["
                            + "{\"name\":\"x\",\"image\":\"2\"},{\"name\":\"s\",\"image\":\"1\"},{\"name\":\"y\",\"tty\":true}]}}}");
    }

    @Test
    void portsAreKnownByNumberAndProtocol() {
        var service = Story.of("Service")
                .apply("a", "spec: {ports: [{port: 53, protocol: UDP}, {port: 53, name: t}]}")
                .apply("b", "spec: {ports: [{port: 53, protocol: TCP, targetPort: 1}]}");

        assertThat(service.json("spec"))
                .isEqualTo("{\"ports\":[{\"port\":53,\"protocol\":\"UDP\"},"
                        + "{\"port\":53,\"name\":\"t\",\"protocol\":\"TCP\",\"targetPort\":1}]}");
    }

    @Test
    void setsHaveAnOwnerOfEachValueAndAtomicListsOneAltogether() {
        var pod = Story.of("Pod")
                .apply("a", "metadata: {finalizers: [x, y]}, spec: {tolerations: [{key: a}]}")
                .apply("b", "metadata: {finalizers: [z]}")
                .apply("a", "metadata: {finalizers: [y]}, spec: {tolerations: [{key: b}]}");

        assertThat(pod.object().path("metadata").path("finalizers")).hasToString("[\"y\",\"z\"]");
        assertThat(pod.fields("a")).containsExactly(".metadata.finalizers[=\"y\"]", ".spec.tolerations");
        assertThat(catchThrowableOfType(ApiFailure.class, () -> pod.apply("b", "spec: {tolerations: [{key: c}]}")))
                .hasMessage("Apply failed with 1 conflict: conflict with \"a\": .spec.tolerations");
    }

    @Test
    void anObjectThatNobodyManagesIsThatOfAManagerBefore() {
        var map = Story.of("ConfigMap").unmanaged("metadata: {uid: u}, data: {x: '1'}");

        assertThat(catchThrowableOfType(ApiFailure.class, () -> map.apply("a", "data: {x: '2'}")))
                .hasMessage("Apply failed with 1 conflict: conflict with \"before-first-apply\" using v1: .data.x");
        assertThat(map.update("a", "data: {x: '2'}").managed()).isEmpty();
    }

    @Test
    void kubectlMayApplyWhatItAppliedFromItsSide() {
        var live = """
            metadata: {annotations: {kubectl.kubernetes.io/last-applied-configuration:
              '{"apiVersion":"v1","kind":"ConfigMap","data":{"x":"1","y":"1"}}'}},\
            """;
        var map = Story.of("ConfigMap")
                .update("kubectl-client-side-apply", live + "data: {x: '1', y: '1'}")
                .update("other", live + "data: {x: '1', y: '2'}");

        var applied = map.apply("kubectl", "data: {x: '3'}");

        assertThat(applied.json("data")).isEqualTo("{\"x\":\"3\",\"y\":\"2\"}");
        assertThat(applied.object()
                        .path("metadata")
                        .path("annotations")
                        .path("kubectl.kubernetes.io/last-applied-configuration")
                        .asString())
                .contains("\"x\":\"3\"")
                .doesNotContain("y");
        assertThat(catchThrowableOfType(ApiFailure.class, () -> map.apply("kubectl", "data: {y: '3'}")))
                .hasMessageContaining("conflict with \"other\" using v1: .data.y");
        assertThat(catchThrowableOfType(ApiFailure.class, () -> map.apply("somebody", "data: {x: '3'}")))
                .hasMessageContaining("conflict with \"kubectl-client-side-apply\" using v1: .data.x");
    }

    @Test
    void managedFieldsCanBeReset() {
        var map = Story.of("ConfigMap").update("a", "data: {x: '1'}");

        assertThat(map.update("b", "data: {x: '2'}, metadata: {managedFields: []}")
                        .managed())
                .isEmpty();
        assertThat(map.update("b", "data: {x: '2'}, metadata: {managedFields: [{}]}")
                        .managed())
                .isEmpty();
    }

    @Test
    void tenUpdatersAreKeptAndTheOldestBecomeOne() {
        var map = Story.of("ConfigMap");
        var data = "";
        for (var i = 0; i < 13; i++) {
            data += "k" + i + ": '1',";
            map = map.update("m" + i, "data: {" + data + "}");
        }

        assertThat(map.managed()).hasSize(10).first().isEqualTo("ancient-changes Update v1 12:00:03");
        assertThat(map.fields("ancient-changes"))
                .containsExactly(".data", ".data.k0", ".data.k1", ".data.k2", ".data.k3");
    }

    @Test
    void refusesWhatCannotBeApplied() {
        var pod = Story.of("Pod");

        assertThat(catchThrowableOfType(
                        ApiFailure.class,
                        () -> pod.apply("a", "metadata: {name: p, namespace: d}, spec: {containers: [{image: i}]}")))
                .hasMessage("failed to create typed patch object (d/p; /v1, Kind=Pod): .spec.containers: element 0:"
                        + " associative list with keys has an element that omits all key fields [\"name\"] (and"
                        + " doesn't have default values for any key fields)");
        assertThat(catchThrowableOfType(
                        ApiFailure.class, () -> pod.apply("a", "spec: {containers: [{name: c}, {name: c}]}")))
                .hasMessageEndingWith(".spec.containers: duplicate entries for key [name=\"c\"]");
        assertThat(catchThrowableOfType(ApiFailure.class, () -> pod.apply("a", "metadata: {managedFields: []}")))
                .hasMessage("metadata.managedFields must be nil");
        assertThat(catchThrowableOfType(ApiFailure.class, () -> pod.apply("a", "kind: Node")))
                .hasMessage("invalid object type: /v1, Kind=Node");
    }
}

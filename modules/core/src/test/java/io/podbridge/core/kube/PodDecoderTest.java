package io.podbridge.core.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podbridge.core.pod.Condition;
import io.podbridge.core.pod.Container;
import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.Deletion;
import io.podbridge.core.pod.EnvironmentSource;
import io.podbridge.core.pod.EnvironmentVariable;
import io.podbridge.core.pod.Phase;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodStatus;
import io.podbridge.core.pod.RestartPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class PodDecoderTest {
    private static final List<String> FIELDS = List.of(
            "activeDeadlineSeconds",
            "containers[].args",
            "containers[].command",
            "containers[].env",
            "containers[].env[].valueFrom.fileKeyRef",
            "containers[].envFrom",
            "containers[].image",
            "containers[].lifecycle.preStop",
            "containers[].livenessProbe",
            "containers[].name",
            "containers[].resources.limits",
            "containers[].resources.requests",
            "containers[].securityContext.privileged",
            "containers[].volumeMounts",
            "containers[].workingDir",
            "initContainers[].image",
            "initContainers[].name",
            "initContainers[].restartPolicy",
            "nodeName",
            "priority",
            "restartPolicy",
            "securityContext.runAsUser",
            "serviceAccountName",
            "serviceAccountToken",
            "terminationGracePeriodSeconds",
            "tolerations",
            "volumes[].configMap",
            "volumes[].name");

    private final Pod pod = PodJson.decode(PodJson.FULL);

    @Test
    void readsMetadata() {
        assertThat(pod.id()).isEqualTo(new PodId("u-1", "shop", "web-0"));
        assertThat(pod.resourceVersion()).isEqualTo("4711");
        assertThat(pod.generation()).isEqualTo(3);
        assertThat(pod.labels()).containsExactly(Map.entry("app", "web"));
        assertThat(pod.annotations()).containsKey("note");
        assertThat(pod.deletion())
                .contains(new Deletion(Instant.parse("2026-11-23T18:05:30Z"), Duration.ofSeconds(30), true));
    }

    @Test
    void readsTheSpec() {
        assertThat(pod.spec().restartPolicy()).isEqualTo(RestartPolicy.ON_FAILURE);
        assertThat(pod.spec().terminationGracePeriod()).isEqualTo(Duration.ofSeconds(30));
        assertThat(pod.spec().activeDeadline()).contains(Duration.ofMinutes(10));
        assertThat(pod.spec().serviceAccount()).isEqualTo("web");
        assertThat(pod.spec().hostname()).isEqualTo("web-0");
        assertThat(pod.spec().initContainers())
                .extracting(Container::restartable)
                .containsExactly(true);
    }

    @Test
    void readsContainers() {
        Container web = pod.spec().containers().getFirst();
        assertThat(web.name()).isEqualTo("web");
        assertThat(web.image()).isEqualTo("web:1.2");
        assertThat(web.command()).containsExactly("/web");
        assertThat(web.args()).containsExactly("--port", "8080");
        assertThat(web.workingDirectory()).contains("/srv");
        assertThat(web.requests()).isEqualTo(Map.of("cpu", "100m", "memory", "128Mi"));
        assertThat(web.limits()).isEqualTo(Map.of("memory", "256Mi"));
        assertThat(web.restartable()).isFalse();
    }

    @Test
    void readsEnvironmentsInTheirOrder() {
        Container web = pod.spec().containers().getFirst();
        assertThat(web.environment())
                .containsExactly(
                        new EnvironmentVariable("MODE", new EnvironmentVariable.Literal("test")),
                        new EnvironmentVariable("EMPTY", new EnvironmentVariable.Literal("")),
                        new EnvironmentVariable("IP", new EnvironmentVariable.Field("status.podIP")),
                        new EnvironmentVariable("CPU", new EnvironmentVariable.Resource("web", "limits.cpu", "")),
                        new EnvironmentVariable("KEY", new EnvironmentVariable.ConfigMapKey("web", "key", true)),
                        new EnvironmentVariable(
                                "PASSWORD", new EnvironmentVariable.SecretKey("web", "password", false)),
                        new EnvironmentVariable("NEW", new EnvironmentVariable.Literal("")));
        assertThat(web.environmentFrom())
                .containsExactly(
                        new EnvironmentSource.FromConfigMap("A_", "all", false),
                        new EnvironmentSource.FromSecret("", "all", true));
    }

    @Test
    void namesEveryFieldThatIsSetAndNoneThatIsEmpty() {
        assertThat(pod.spec().fields()).containsExactlyInAnyOrderElementsOf(FIELDS);
    }

    @Test
    void readsOnlyTheStatusThatIsOurs() {
        assertThat(pod.status())
                .isEqualTo(new PodStatus(
                        Phase.RUNNING,
                        "",
                        "",
                        List.of(
                                new Condition("Initialized", true, "", "", time("2026-11-23T18:00:02Z")),
                                new Condition(
                                        "Ready", false, "ContainersNotReady", "not yet", time("2026-11-23T18:00:04Z"))),
                        List.of(),
                        List.of(new ContainerStatus(
                                "web",
                                "web:1.2",
                                Optional.of("simulated://7"),
                                false,
                                2,
                                new ContainerState.Running(Instant.parse("2026-11-23T18:00:03Z")),
                                Optional.of(new ContainerState.Terminated(
                                        137,
                                        Optional.of(9),
                                        "OOMKilled",
                                        "",
                                        Optional.empty(),
                                        time("2026-11-23T18:00:02Z"))))),
                        Optional.of("10.0.0.1"),
                        Optional.of("10.1.0.7"),
                        time("2026-11-23T18:00:01Z"),
                        2));
    }

    @Test
    void namesTheKindOfEachVolumeAlsoWhereNothingIsSaidOfIt() {
        assertThat(fields("'volumes':[{'name':'a','emptyDir':{}},{'name':'b','nfs':null}]"))
                .containsExactlyInAnyOrder("volumes[].name", "volumes[].emptyDir");
    }

    @Test
    void namesTheRestartPolicyOfAnInitContainerThatIsNoSidecarWithItsValue() {
        assertThat(fields("'initContainers':[{'restartPolicy':'Always'},{'restartPolicy':'Never'}]"))
                .containsExactlyInAnyOrder("initContainers[].restartPolicy", "initContainers[].restartPolicy: Never");
        assertThat(fields("'containers':[{'restartPolicy':'OnFailure','restartPolicyRules':[{'action':'Restart'}]}]"))
                .containsExactlyInAnyOrder("containers[].restartPolicy", "containers[].restartPolicyRules");
    }

    @Test
    void namesWhatTheApiServerSetsInEveryPodOnlyWhereItIsSomethingElse() {
        assertThat(fields("'dnsPolicy':'ClusterFirst','containers':[{'imagePullPolicy':'Always','image':'a',"
                        + "'terminationMessagePath':'/dev/termination-log','terminationMessagePolicy':'File'},"
                        + "{'image':'r:5000/a:1','imagePullPolicy':'IfNotPresent'}]"))
                .containsExactly("containers[].image");
        assertThat(fields("'dnsPolicy':'None','containers':[{'imagePullPolicy':'Never','image':'a:latest',"
                        + "'terminationMessagePath':'/x','terminationMessagePolicy':'FallbackToLogsOnError'},"
                        + "{'image':'r:5000/a','imagePullPolicy':'IfNotPresent'}]"))
                .containsExactlyInAnyOrder(
                        "dnsPolicy: None",
                        "containers[].image",
                        "containers[].imagePullPolicy: IfNotPresent",
                        "containers[].imagePullPolicy: Never",
                        "containers[].terminationMessagePath",
                        "containers[].terminationMessagePolicy: FallbackToLogsOnError");
    }

    @ParameterizedTest
    @CsvSource({
        "a, Always",
        "a:latest, Always",
        "a:1, IfNotPresent",
        "r:5000/a, Always",
        "r:5000/a:1, IfNotPresent",
        "a@sha256:0, IfNotPresent",
        "r/a:latest@sha256:0, Always"
    })
    void knowsThePullPolicyThatTheApiServerSets(String image, String policy) {
        assertThat(ImageTag.defaultPullPolicy(image)).isEqualTo(policy);
    }

    @Test
    void readsEphemeralContainersAndTheirStatuses() {
        Pod debugged = PodJson.decode("""
            {"metadata":{},"spec":{"ephemeralContainers":[{"name":"dbg","image":"busybox"}]},
             "status":{"ephemeralContainerStatuses":[{"name":"dbg","state":{"waiting":{"reason":"R"}}}]}}
            """);
        assertThat(debugged.spec().ephemeralContainers())
                .extracting(Container::name)
                .containsExactly("dbg");
        assertThat(debugged.status().ephemeralContainers())
                .extracting(ContainerStatus::state)
                .containsExactly(new ContainerState.Waiting("R", ""));
    }

    private static Set<String> fields(String spec) {
        return PodJson.decode("{'metadata':{},'spec':{%s}}".formatted(spec).replace('\'', '"'))
                .spec()
                .fields();
    }

    @Test
    void keepsTheManifestWithoutTheHistoryOfItsFields() {
        var tree = JsonMapper.shared().readTree(pod.manifest().json());
        assertThat(tree.at("/metadata/managedFields")).isEmpty();
        assertThat(tree.at("/spec/containers/0/livenessProbe/httpGet/path").asString())
                .isEqualTo("/");
        assertThat(tree.at("/status/qosClass").asString()).isEqualTo("Burstable");
    }

    @Test
    void readsAPodInTheMiddleOfOtherBytes() {
        String json = PodJson.of("u", "n1", "5");
        byte[] bytes = ("[{}," + json + ",7]").getBytes(StandardCharsets.UTF_8);
        PodDecoder.Bound bound = new PodDecoder().decode(bytes, 4, bytes.length - 4);
        assertThat(bound.node()).isEqualTo("n1");
        assertThat(bound.pod().manifest()).hasToString(json);
    }

    @Test
    void takesWhatIsMissingOrOfAnotherKindForAbsent() {
        Pod bare = PodJson.decode("""
            {"metadata":{"name":7,"labels":[1],"generation":"x","deletionTimestamp":"yesterday"},
             "spec":{"containers":{"name":"no list"},"volumes":null,"activeDeadlineSeconds":true},
             "status":{"conditions":"none","containerStatuses":[{"restartCount":99999999999,"state":{}}]}}
            """);
        assertThat(bare.id()).isEqualTo(new PodId("", "", "7"));
        assertThat(bare.labels()).isEmpty();
        assertThat(bare.deleting()).isFalse();
        assertThat(bare.spec().containers()).isEmpty();
        assertThat(bare.status().containers()).singleElement().satisfies(container -> {
            assertThat(container.restartCount()).isEqualTo(Integer.MAX_VALUE);
            assertThat(container.state()).isEqualTo(new ContainerState.Waiting("", ""));
        });
    }

    @Test
    void aStatusThatNobodyHasWrittenIsNone() {
        assertThat(PodJson.decode(PodJson.of("u", "n1", "1")).status()).isEqualTo(PodStatus.none());
    }

    @Test
    void saysSoWhenItIsNotJson() {
        assertThatThrownBy(() -> PodJson.decode(PodJson.FULL.substring(0, 500))).isInstanceOf(JacksonException.class);
    }

    @Test
    void equalPodsShareWhatTheyHaveInCommon() {
        PodDecoder decoder = new PodDecoder();
        byte[] json = PodJson.FULL.getBytes(StandardCharsets.UTF_8);
        Pod one = decoder.decode(json, 0, json.length).pod();
        Pod two = decoder.decode(json, 0, json.length).pod();
        assertThat(one.spec().fields()).isSameAs(two.spec().fields());
        assertThat(one.spec().containers()).isSameAs(two.spec().containers());
        assertThat(one.labels()).isSameAs(two.labels());
    }

    @Test
    void readsPagesOfAList() {
        String second = PodJson.of("b", "n2", "2").replace("\"kind\":\"Pod\",\"apiVersion\":\"v1\",", "");
        byte[] list =
                ApiAnswers.pods("9", "next", PodJson.of("a", "n1", "1"), second).getBytes(StandardCharsets.UTF_8);
        PodDecoder.Page page = new PodDecoder().decodeList(list).orElseThrow();
        assertThat(page.resourceVersion()).isEqualTo("9");
        assertThat(page.continuation()).isEqualTo("next");
        assertThat(page.pods()).extracting(PodDecoder.Bound::node).containsExactly("n1", "n2");
    }

    private static Optional<Instant> time(String text) {
        return Optional.of(Instant.parse(text));
    }
}

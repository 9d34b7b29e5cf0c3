package io.podbridge.core.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.FakeCalls.Verb;
import io.podbridge.core.kube.FakeKubeApi;
import io.podbridge.core.pod.Container;
import io.podbridge.core.pod.EnvironmentSource;
import io.podbridge.core.pod.EnvironmentSource.FromConfigMap;
import io.podbridge.core.pod.EnvironmentSource.FromSecret;
import io.podbridge.core.pod.EnvironmentVariable;
import io.podbridge.core.pod.EnvironmentVariable.ConfigMapKey;
import io.podbridge.core.pod.EnvironmentVariable.Field;
import io.podbridge.core.pod.EnvironmentVariable.Literal;
import io.podbridge.core.pod.EnvironmentVariable.Resource;
import io.podbridge.core.pod.EnvironmentVariable.SecretKey;
import io.podbridge.core.pod.EnvironmentVariable.Value;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.pod.SamplePods;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class KubeEnvironmentResolverTest {
    private static final NodeFacts NODE = new NodeFacts(
            "n1",
            List.of("10.0.0.1", "fd00::1"),
            List.of("10.0.0.9", "fd00::9"),
            Map.of("cpu", "8", "memory", "16Gi", "ephemeral-storage", "100G"));
    private static final NodeFacts CLOUD = new NodeFacts("n1", List.of("10.0.0.1"), List.of(), Map.of());

    private final FakeKubeApi api = new FakeKubeApi("n1");
    private final List<String> warnings = new ArrayList<>();

    @Test
    void aPodThatNamesNoObjectIsAnsweredAtOnceAndReadsNothing() {
        var stage = resolver(NODE).resolve(pod(literal("A", "1"))).toCompletableFuture();
        assertThat(stage).isDone();
        assertThat(api.asked().all()).isEmpty();
    }

    @Test
    void laterVariablesSeeEarlierOnesAndReplaceThem() {
        var variables = resolve(
                pod(literal("LATER", "$(B)"), literal("B", "b"), literal("C", "$(B)$$(B)"), literal("B", "$(B)2")));
        assertThat(variables).containsExactly(entry("LATER", "$(B)"), entry("B", "b2"), entry("C", "b$(B)"));
    }

    @Test
    void sourcesComeInOrderAndVariablesReplaceThem() {
        configMap("one", "{'A':'1','B':'1','C':'$(A)'}");
        secret("two", Map.of("B", "2"));
        var variables = resolve(pod(
                List.of(new FromConfigMap("", "one", false), new FromSecret("", "two", false)),
                literal("A", "from $(A)"),
                literal("D", "$(B)$(C)")));
        assertThat(variables)
                .containsExactly(entry("A", "from 1"), entry("B", "2"), entry("C", "$(A)"), entry("D", "2$(A)"));
    }

    @Test
    void eachObjectIsReadOnce() {
        configMap("one", "{'A':'1'}");
        var variables = List.of(
                new EnvironmentVariable("X", new ConfigMapKey("one", "A", false)),
                new EnvironmentVariable("Y", new ConfigMapKey("one", "A", false)));
        var container = SamplePods.container("init", List.of(new FromConfigMap("P_", "one", false)), variables);
        var pod = SamplePods.pod("a", List.of(container), List.of(SamplePods.container("main", List.of(), variables)));
        assertThat(success(resolver(NODE), pod))
                .containsExactly(
                        entry("init", Map.of("P_A", "1", "X", "1", "Y", "1")),
                        entry("main", Map.of("X", "1", "Y", "1")));
        assertThat(api.asked().all(Verb.GET))
                .extracting(call -> call.path())
                .containsExactly("/api/v1/namespaces/ns/configmaps/one");
    }

    @Test
    void keysThatCannotBeVariablesAreSkippedAndReported() {
        configMap("one", "{'plain':'1','with.dot-and-dash':'2'}");
        var pod = pod(List.of(new FromConfigMap("", "one", false), new FromConfigMap("é=", "one", false)));
        assertThat(resolve(pod)).containsExactly(entry("plain", "1"), entry("with.dot-and-dash", "2"));
        assertThat(warnings)
                .containsExactly(
                        "uid-a InvalidEnvironmentVariableNames Keys [é=plain, é=with.dot-and-dash] from the EnvFrom"
                            + " configmap ns/one were skipped since they are considered invalid environment variable"
                            + " names.");
    }

    @Test
    void whatIsOptionalMayBeMissing() {
        configMap("one", "{'A':'1'}");
        secret("two", Map.of("B", "2"));
        var pod = pod(
                List.of(
                        new FromConfigMap("", "one", false),
                        new FromConfigMap("", "none", true),
                        new FromSecret("", "none", true)),
                variable("A", new ConfigMapKey("none", "k", true)),
                variable("B", new ConfigMapKey("one", "k", true)),
                variable("C", new SecretKey("two", "k", true)),
                variable("D", new SecretKey("none", "k", true)));
        assertThat(resolve(pod)).containsExactly(entry("A", "1"));
    }

    @Test
    void whatIsWantedAndMissingIsNamedAsTheKubeletDoes() {
        configMap("one", "{'A':'1'}");
        secret("two", Map.of("B", "2"));
        assertThat(rejected(pod(variable("A", new ConfigMapKey("none", "k", false)))))
                .isEqualTo("configmap \"none\" not found");
        assertThat(rejected(pod(variable("A", new SecretKey("none", "k", false)))))
                .isEqualTo("secret \"none\" not found");
        assertThat(rejected(pod(List.of(new FromConfigMap("", "none", false)))))
                .isEqualTo("configmap \"none\" not found");
        assertThat(rejected(pod(List.of(new FromSecret("", "none", false))))).isEqualTo("secret \"none\" not found");
        assertThat(rejected(pod(variable("A", new ConfigMapKey("one", "k", false)))))
                .isEqualTo("couldn't find key k in ConfigMap ns/one");
        assertThat(rejected(pod(variable("A", new SecretKey("two", "k", false)))))
                .isEqualTo("couldn't find key k in Secret ns/two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../secrets/two", "two?x=1", "Two", "two/", "-two", "two\n"})
    void aNameThatNoObjectCanHaveNeverBecomesAPath(String name) {
        secret("two", Map.of("B", "2"));
        assertThat(rejected(pod(variable("A", new ConfigMapKey(name, "B", false)))))
                .isEqualTo("configmap \"" + name + "\" not found");
        assertThat(api.asked().all()).isEmpty();
    }

    @Test
    void anApiServerThatDoesNotAnswerIsARefusalForNowEvenIfItIsOptional() {
        var wait = Optional.of(Duration.ofSeconds(7));
        api.asked().fail(Verb.GET, new ApiResult.Unavailable("connection refused", wait));
        var failure = failure(pod(variable("A", new ConfigMapKey("one", "k", true))));
        assertThat(failure)
                .isEqualTo(new ProviderFailure.Rejected(
                        "CreateContainerConfigError", "cannot read configmap ns/one: connection refused", wait));
    }

    @Test
    void aSecretThatIsNoTextIsRefusedWhereItIsNeeded() {
        var bytes = Base64.getEncoder().encodeToString(new byte[] {(byte) 0xff});
        api.put("/api/v1/namespaces/ns/secrets/two", parse("{'data':{'bad':'" + bytes + "','good':'aGk='}}"));
        assertThat(resolve(pod(variable("A", new SecretKey("two", "good", false)))))
                .containsEntry("A", "hi");
        assertThat(rejected(pod(variable("A", new SecretKey("two", "bad", true)))))
                .isEqualTo("not UTF-8 text, so not a variable: bad in Secret ns/two");
        assertThat(rejected(pod(List.of(new FromSecret("", "two", false)))))
                .isEqualTo("not UTF-8 text, so not a variable: bad in Secret ns/two");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "metadata.name, a",
                "metadata.namespace, ns",
                "metadata.uid, uid-a",
                "metadata.labels['app'], shop",
                "metadata.annotations['team'], blue",
                "metadata.labels['missing'], \"\"",
                "spec.nodeName, n1",
                "spec.serviceAccountName, robot",
                "status.hostIP, 10.0.0.1",
                "status.hostIPs, \"10.0.0.1,fd00::1\"",
                "status.podIP, 10.0.0.9",
                "status.podIPs, \"10.0.0.9,fd00::9\"",
            })
    void fieldsOfThePod(String path, String expected) {
        assertThat(resolve(pod(variable("F", new Field(path))))).containsExactly(entry("F", expected));
    }

    @Test
    void aPodWaitsForAnAddressThatIsNotKnownYet() {
        assertThat(failure(resolver(CLOUD), pod(variable("F", new Field("status.podIP")))))
                .isInstanceOf(ProviderFailure.Rejected.class)
                .extracting(ProviderFailure::message)
                .asString()
                .contains("status.podIP", "not known on this node before the pod starts");
    }

    @Test
    void theNodesAddressIsTheOneThatThePodsStatusHasAlready() {
        Pod moved = SamplePods.with(
                pod(variable("F", new Field("status.hostIP")), variable("G", new Field("status.hostIPs"))),
                SamplePods.statusOn("10.0.0.7"));
        assertThat(resolve(moved)).containsExactly(entry("F", "10.0.0.7"), entry("G", "10.0.0.7"));
    }

    @Test
    void fieldsThatCanNeverBeKnownAreInvalid() {
        assertThat(failure(pod(variable("F", new Field("status.phase")))))
                .isEqualTo(new ProviderFailure.Invalid(
                        "CreateContainerConfigError", "unsupported fieldPath: status.phase"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', limits.cpu, 1m, 500",
        "'', limits.cpu, '', 1",
        "'', requests.cpu, 1m, 250",
        "'', requests.memory, 1Mi, 0",
        "'', limits.memory, 1Gi, 16",
        "'', limits.ephemeral-storage, 1G, 100",
        "'', limits.memory, 0, 17179869184",
        "'', limits.hugepages-2Mi, 1Mi, 0",
        "side, limits.memory, 1Mi, 64",
        "side, limits.cpu, 1, 8",
    })
    void resourcesOfAContainer(String container, String resource, String divisor, String expected) {
        var variable = variable("R", new Resource(container, resource, divisor));
        assertThat(resolve(withResources(variable))).containsExactly(entry("R", expected));
    }

    @ParameterizedTest
    @CsvSource({"gone, limits.cpu", "'', limits.gpu", "'', cpu", "'', caps.cpu"})
    void resourcesThatAreNotThereAreInvalid(String container, String resource) {
        var variable = variable("R", new Resource(container, resource, ""));
        assertThat(failure(withResources(variable))).isInstanceOf(ProviderFailure.Invalid.class);
    }

    private static Pod withResources(EnvironmentVariable variable) {
        Container main = SamplePods.container(
                "main", List.of(), List.of(variable), Map.of("cpu", "250m"), Map.of("cpu", "500m"));
        Container side = SamplePods.container("side", List.of(), List.of(), Map.of(), Map.of("memory", "64Mi"));
        return SamplePods.pod("a", main, side);
    }

    private static EnvironmentVariable literal(String name, String text) {
        return variable(name, new Literal(text));
    }

    private static EnvironmentVariable variable(String name, Value value) {
        return new EnvironmentVariable(name, value);
    }

    private static Pod pod(EnvironmentVariable... variables) {
        return pod(List.of(), variables);
    }

    private static Pod pod(List<EnvironmentSource> sources, EnvironmentVariable... variables) {
        return SamplePods.pod("a", SamplePods.container("main", sources, List.of(variables)));
    }

    private KubeEnvironmentResolver resolver(NodeFacts node) {
        return new KubeEnvironmentResolver(
                api, node, (pod, reason, message) -> warnings.add(pod.uid() + " " + reason + " " + message));
    }

    private Map<String, String> resolve(Pod pod) {
        return success(resolver(NODE), pod).get("main");
    }

    private static Map<String, Map<String, String>> success(KubeEnvironmentResolver resolver, Pod pod) {
        var outcome = resolver.resolve(pod).toCompletableFuture().join();
        assertThat(outcome).isInstanceOf(Outcome.Success.class);
        return ((Outcome.Success<Map<String, Map<String, String>>>) outcome).value();
    }

    private String rejected(Pod pod) {
        var failure = failure(pod);
        assertThat(failure).isInstanceOf(ProviderFailure.Rejected.class);
        assertThat(failure.reason()).isEqualTo("CreateContainerConfigError");
        return failure.message();
    }

    private ProviderFailure failure(Pod pod) {
        return failure(resolver(NODE), pod);
    }

    private static ProviderFailure failure(KubeEnvironmentResolver resolver, Pod pod) {
        var outcome = resolver.resolve(pod).toCompletableFuture().join();
        assertThat(outcome).isInstanceOf(Outcome.Failure.class);
        return ((Outcome.Failure<Map<String, Map<String, String>>>) outcome).failure();
    }

    private void configMap(String name, String data) {
        api.put("/api/v1/namespaces/ns/configmaps/" + name, parse("{'data':" + data + ",'binaryData':{'k':'AAAA'}}"));
    }

    private void secret(String name, Map<String, String> data) {
        var object = JsonMapper.shared().createObjectNode();
        var encoded = object.putObject("data");
        data.forEach((key, value) ->
                encoded.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        api.put("/api/v1/namespaces/ns/secrets/" + name, object);
    }

    private static JsonNode parse(String json) {
        return JsonMapper.shared().readTree(json.replace('\'', '"'));
    }
}

package io.podbridge.core.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.kube.FakeKubeApi;
import io.podbridge.core.pod.EnvironmentSource;
import io.podbridge.core.pod.EnvironmentVariable;
import io.podbridge.core.pod.EnvironmentVariable.Literal;
import io.podbridge.core.pod.EnvironmentVariable.Value;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.pod.SamplePods;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pods whose variables are resolved, and the objects that they name. */
final class EnvironmentScene {
    static final NodeFacts NODE = new NodeFacts(
            "n1",
            List.of("10.0.0.1", "fd00::1"),
            List.of("10.0.0.9", "fd00::9"),
            Map.of("cpu", "8", "memory", "16Gi", "ephemeral-storage", "100G"));
    static final NodeFacts CLOUD = new NodeFacts("n1", List.of("10.0.0.1"), List.of(), Map.of());

    final FakeKubeApi api = new FakeKubeApi("n1");
    final List<String> warnings = new ArrayList<>();

    static EnvironmentVariable literal(String name, String text) {
        return variable(name, new Literal(text));
    }

    static EnvironmentVariable variable(String name, Value value) {
        return new EnvironmentVariable(name, value);
    }

    static Pod pod(EnvironmentVariable... variables) {
        return pod(List.of(), variables);
    }

    static Pod pod(List<EnvironmentSource> sources, EnvironmentVariable... variables) {
        return SamplePods.pod("a", SamplePods.container("main", sources, List.of(variables)));
    }

    KubeEnvironmentResolver resolver(NodeFacts node) {
        return new KubeEnvironmentResolver(
                api, node, (pod, reason, message) -> warnings.add(pod.uid() + " " + reason + " " + message));
    }

    Map<String, String> resolve(Pod pod) {
        return success(resolver(NODE), pod).get("main");
    }

    static Map<String, Map<String, String>> success(KubeEnvironmentResolver resolver, Pod pod) {
        var outcome = resolver.resolve(pod).toCompletableFuture().join();
        assertThat(outcome).isInstanceOf(Outcome.Success.class);
        return ((Outcome.Success<Map<String, Map<String, String>>>) outcome).value();
    }

    String rejected(Pod pod) {
        var failure = failure(pod);
        assertThat(failure).isInstanceOf(ProviderFailure.Rejected.class);
        assertThat(failure.reason()).isEqualTo("CreateContainerConfigError");
        return failure.message();
    }

    ProviderFailure failure(Pod pod) {
        return failure(resolver(NODE), pod);
    }

    ProviderFailure failure(KubeEnvironmentResolver resolver, Pod pod) {
        var outcome = resolver.resolve(pod).toCompletableFuture().join();
        assertThat(outcome).isInstanceOf(Outcome.Failure.class);
        return ((Outcome.Failure<Map<String, Map<String, String>>>) outcome).failure();
    }

    void configMap(String name, String data) {
        api.put("/api/v1/namespaces/ns/configmaps/" + name, parse("{'data':" + data + ",'binaryData':{'k':'AAAA'}}"));
    }

    void secret(String name, Map<String, String> data) {
        var object = JsonMapper.shared().createObjectNode();
        var encoded = object.putObject("data");
        data.forEach((key, value) ->
                encoded.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        api.put("/api/v1/namespaces/ns/secrets/" + name, object);
    }

    static JsonNode parse(String json) {
        return JsonMapper.shared().readTree(json.replace('\'', '"'));
    }
}

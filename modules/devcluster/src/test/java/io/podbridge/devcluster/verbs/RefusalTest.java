package io.podbridge.devcluster.verbs;

import static io.podbridge.devcluster.verbs.Cluster.WRITE;
import static io.podbridge.devcluster.verbs.Cluster.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.WriteOptions;
import io.podbridge.devcluster.api.WriteOptions.FieldValidation;
import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.resource.ResourceTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The words of kube-apiserver 1.36.3, recorded. */
class RefusalTest {
    private final Cluster cluster = new Cluster();

    static Stream<Arguments> bodies() {
        return Stream.of(specs(), metadata(), others()).flatMap(List::stream);
    }

    private static List<Arguments> specs() {
        return List.of(
                pod("'metadata':{'name':'e'},'spec':{}", 422, "Pod \"e\" is invalid: spec.containers: Required value"),
                pod(
                        "'metadata':{'name':'e'},'spec':{'containers':[{'name':'c'},{'name':'c','image':'x'}],"
                                + "'restartPolicy':'Sometimes'}",
                        422,
                        "Pod \"e\" is invalid: [spec.containers[0].image: Required value, spec.containers[1].name:"
                                + " Duplicate value: \"c\", spec.restartPolicy: Unsupported value: \"Sometimes\":"
                                + " supported values: \"Always\", \"OnFailure\", \"Never\"]"),
                pod(
                        "'metadata':{'name':'e'},'spec':{'containers':'x'}",
                        400,
                        "Pod in version \"v1\" cannot be handled as a Pod: json: cannot unmarshal string into Go struct"
                                + " field PodSpec.spec.containers of type []v1.Container"));
    }

    private static List<Arguments> metadata() {
        return List.of(
                pod(
                        "'metadata':{'name':'e','labels':{'a':5}}",
                        400,
                        "Pod in version \"v1\" cannot be handled as a Pod: json: cannot unmarshal number into Go struct"
                                + " field ObjectMeta.metadata.labels of type string"),
                pod(
                        "'spec':{'containers':[{'name':'c','image':'x'}]}",
                        422,
                        "Pod \"\" is invalid: metadata.name: Required value: name or generateName is required"),
                pod(
                        "'kind':'Foo','apiVersion':'v1'",
                        400,
                        "Foo in version \"v1\" cannot be handled as a Pod: no kind \"Foo\" is registered for version"
                                + " \"v1\" in scheme \"pkg/runtime/scheme.go:111\""),
                pod(
                        "'metadata':{'name':'e','namespace':'other'}",
                        400,
                        "the namespace of the provided object does not match the namespace sent on the request"));
    }

    private static List<Arguments> others() {
        return List.of(
                refused(
                        ResourceTypes.DEPLOYMENTS,
                        "'metadata':{'name':'e'},'spec':{'selector':{'matchLabels':{'a':'b'}},'template':{"
                                + "'metadata':{'labels':{'a':'c'}},'spec':{'containers':[{'name':'c','image':'x'}]}}}",
                        422,
                        "Deployment.apps \"e\" is invalid: spec.template.metadata.labels: Invalid value: {\"a\":\"c\"}:"
                                + " `selector` does not match template `labels`"),
                refused(
                        ResourceTypes.NAMESPACES,
                        "'metadata':{'name':'n.1'}",
                        422,
                        "Namespace \"n.1\" is invalid: metadata.name: Invalid value: \"n.1\": must not contain dots"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aBodyIsRefused(ResourceType type, String body, int code, String message) {
        ApiFailure failure = refusal(() -> cluster.create(type, Json.parse(body.replace('\'', '"'))));
        assertThat(failure).hasMessage(message);
        assertThat(failure.code()).isEqualTo(code);
    }

    @Test
    void unknownFieldsAreRefusedOrWarnedOf() {
        var body = Json.parse("""
            {"metadata":{"name":"e"},"spec":{"foo":1,"containers":[{"name":"c","image":"x","bar":{}}]}}\
            """);
        List<String> warnings = new ArrayList<>();
        var strict = refusal(() ->
                cluster.api.create(ResourceTypes.PODS, "default", body, options(FieldValidation.STRICT, warnings)));
        assertThat(strict)
                .hasMessage("Pod in version \"v1\" cannot be handled as a Pod: strict decoding error: unknown field"
                        + " \"spec.foo\", unknown field \"spec.containers[0].bar\"");
        var created = cluster.api.create(ResourceTypes.PODS, "default", body, options(FieldValidation.WARN, warnings));
        assertThat(warnings).containsExactly("unknown field \"spec.foo\"", "unknown field \"spec.containers[0].bar\"");
        assertThat(created.tree().toString()).doesNotContain("foo", "bar");
    }

    @Test
    void aPodKeepsMostOfItsSpec() {
        cluster.createPod("a");
        var pod = cluster.api.get(Cluster.pod("a")).tree();
        Json.ensure(pod, "spec").put("nodeName", "n1");
        assertThat(refusal(() -> cluster.api.update(Cluster.pod("a"), "", pod, WRITE)))
                .hasMessageStartingWith("Pod \"a\" is invalid: spec: Forbidden: pod updates may not change fields other"
                        + " than `spec.containers[*].image`,");
    }

    @Test
    void aPodIsBoundOnce() {
        cluster.createPod("a");
        cluster.bind("a", "n1");
        var failure = refusal(() -> cluster.bind("a", "n2"));
        assertThat(failure.code()).isEqualTo(409);
        assertThat(failure)
                .hasMessage("Operation cannot be fulfilled on pods/binding \"a\": pod a is already assigned to node"
                        + " \"n1\"");
    }

    private static WriteOptions options(FieldValidation validation, List<String> warnings) {
        return new WriteOptions(false, "test", validation, false, "test", warnings::add);
    }

    private static Arguments pod(String body, int code, String message) {
        return refused(ResourceTypes.PODS, body, code, message);
    }

    private static Arguments refused(ResourceType type, String body, int code, String message) {
        return Arguments.of(type, "{" + body + "}", code, message);
    }
}

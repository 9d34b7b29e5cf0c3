package io.podbridge.devcluster.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.kubernetes.client.proto.IntStr;
import io.kubernetes.client.proto.Meta;
import io.kubernetes.client.proto.Resource;
import io.kubernetes.client.proto.Runtime.TypeMeta;
import io.kubernetes.client.proto.Runtime.Unknown;
import io.kubernetes.client.proto.V1;
import io.kubernetes.client.proto.V1Apps;
import io.kubernetes.client.proto.V1Authorization;
import io.kubernetes.client.proto.V1Autoscaling;
import io.kubernetes.client.proto.V1Coordination;
import io.kubernetes.client.proto.V1Policy;
import io.podbridge.devcluster.Recorded;
import io.podbridge.devcluster.api.ApiFailure;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ProtobufBodiesTest {
    private static final JsonMapper MODEL =
            JsonMapper.builderWithJackson2Defaults().build();
    private static final JsonMapper JSON = JsonMapper.shared();

    record Sent(String command, String base64, JsonNode json) {
        @Override
        public String toString() {
            return command;
        }
    }

    static Stream<Sent> bodies() {
        return StreamSupport.stream(Recorded.tree("kubectl-bodies.json").spliterator(), false)
                .map(each -> new Sent(
                        each.path("command").asString(), each.path("body").asString(), each.path("json")));
    }

    /** What kubectl 1.32 sent, beside what the same command prints with {@code --dry-run=client -o json}. */
    @ParameterizedTest
    @MethodSource("bodies")
    void readsWhatKubectlSends(Sent sent) {
        assertThat(ProtobufBodies.decode(Base64.getDecoder().decode(sent.base64())))
                .isEqualTo(sent.json());
    }

    @Test
    void readsAPodAsTheModelWritesIt() {
        JsonNode model = MODEL.valueToTree(modelOfPod());
        assertThat(decode("v1", "Pod", sentPod())).isEqualTo(JSON.readTree(model.toString()));
    }

    private static V1.Pod sentPod() {
        return V1.Pod.newBuilder()
                .setMetadata(Meta.ObjectMeta.newBuilder()
                        .setName("p")
                        .putLabels("app", "a")
                        .setCreationTimestamp(Meta.Time.newBuilder().setSeconds(1_700_000_000)))
                .setSpec(V1.PodSpec.newBuilder()
                        .addContainers(sentContainer())
                        .setTerminationGracePeriodSeconds(0)
                        .addVolumes(V1.Volume.newBuilder()
                                .setName("v")
                                .setVolumeSource(V1.VolumeSource.newBuilder()
                                        .setEmptyDir(V1.EmptyDirVolumeSource.getDefaultInstance()))))
                .build();
    }

    private static V1.Container sentContainer() {
        return V1.Container.newBuilder()
                .setName("c")
                .setImage("nginx")
                .setResources(V1.ResourceRequirements.newBuilder().putLimits("cpu", quantity("100m")))
                .addEnvFrom(V1.EnvFromSource.newBuilder()
                        .setConfigMapRef(V1.ConfigMapEnvSource.newBuilder()
                                .setLocalObjectReference(
                                        V1.LocalObjectReference.newBuilder().setName("settings"))))
                .setLivenessProbe(V1.Probe.newBuilder()
                        .setHandler(V1.ProbeHandler.newBuilder()
                                .setHttpGet(V1.HTTPGetAction.newBuilder().setPort(portName("web")))))
                .build();
    }

    private static Pod modelOfPod() {
        return new PodBuilder()
                .withNewMetadata()
                .withName("p")
                .addToLabels("app", "a")
                .withCreationTimestamp("2023-11-14T22:13:20Z")
                .endMetadata()
                .withNewSpec()
                .withTerminationGracePeriodSeconds(0L)
                .addToContainers(modelOfContainer())
                .addNewVolume()
                .withName("v")
                .withNewEmptyDir()
                .endEmptyDir()
                .endVolume()
                .endSpec()
                .build();
    }

    private static Container modelOfContainer() {
        return new ContainerBuilder()
                .withName("c")
                .withImage("nginx")
                .withNewResources()
                .withLimits(Map.of("cpu", new Quantity("100m")))
                .endResources()
                .addNewEnvFrom()
                .withNewConfigMapRef("settings", null)
                .endEnvFrom()
                .withNewLivenessProbe()
                .withNewHttpGet()
                .withPort(new IntOrString("web"))
                .endHttpGet()
                .endLivenessProbe()
                .build();
    }

    @Test
    void keepsAZeroThatMeansSomething() {
        V1Apps.Deployment deployment = V1Apps.Deployment.newBuilder()
                .setSpec(V1Apps.DeploymentSpec.newBuilder().setReplicas(0).setMinReadySeconds(0))
                .build();
        assertThat(decode("apps/v1", "Deployment", deployment).path("spec").toString())
                .isEqualTo("{\"replicas\":0}");
    }

    @Test
    void readsEvictionsWithTheirOptions() {
        V1Policy.Eviction eviction = V1Policy.Eviction.newBuilder()
                .setMetadata(Meta.ObjectMeta.newBuilder().setName("p").setNamespace("default"))
                .setDeleteOptions(Meta.DeleteOptions.newBuilder().setGracePeriodSeconds(0))
                .build();
        assertThat(decode("policy/v1", "Eviction", eviction).toString())
                .isEqualTo("{\"kind\":\"Eviction\",\"apiVersion\":\"policy/v1\","
                        + "\"metadata\":{\"name\":\"p\",\"namespace\":\"default\"},"
                        + "\"deleteOptions\":{\"gracePeriodSeconds\":0}}");
    }

    @Test
    void readsDeleteOptionsOfAnyGroup() {
        Meta.DeleteOptions options = Meta.DeleteOptions.newBuilder()
                .setGracePeriodSeconds(5)
                .setPropagationPolicy("Background")
                .build();
        assertThat(decode("apps/v1", "DeleteOptions", options).toString())
                .isEqualTo("{\"kind\":\"DeleteOptions\",\"apiVersion\":\"apps/v1\",\"gracePeriodSeconds\":5,"
                        + "\"propagationPolicy\":\"Background\"}");
    }

    @Test
    void readsBindingsScalesAndReviews() {
        V1.Binding binding = V1.Binding.newBuilder()
                .setTarget(V1.ObjectReference.newBuilder().setKind("Node").setName("n"))
                .build();
        assertThat(decode("v1", "Binding", binding).at("/target/name").asString())
                .isEqualTo("n");
        V1Autoscaling.Scale scale = V1Autoscaling.Scale.newBuilder()
                .setSpec(V1Autoscaling.ScaleSpec.newBuilder().setReplicas(4))
                .build();
        assertThat(decode("autoscaling/v1", "Scale", scale).at("/spec/replicas").asInt())
                .isEqualTo(4);
        V1Authorization.SubjectAccessReview review = V1Authorization.SubjectAccessReview.newBuilder()
                .setSpec(V1Authorization.SubjectAccessReviewSpec.newBuilder()
                        .setUser("u")
                        .putExtra(
                                "scopes",
                                V1Authorization.ExtraValue.newBuilder()
                                        .addItems("a")
                                        .build()))
                .build();
        assertThat(decode("authorization.k8s.io/v1", "SubjectAccessReview", review)
                        .at("/spec")
                        .toString())
                .isEqualTo("{\"user\":\"u\",\"extra\":{\"scopes\":[\"a\"]}}");
    }

    @Test
    void writesTimesAndRawJsonAsGoDoes() {
        V1Coordination.Lease lease = V1Coordination.Lease.newBuilder()
                .setSpec(V1Coordination.LeaseSpec.newBuilder()
                        .setRenewTime(Meta.MicroTime.newBuilder()
                                .setSeconds(1_700_000_000)
                                .setNanos(120_000_000)))
                .build();
        assertThat(decode("coordination.k8s.io/v1", "Lease", lease)
                        .at("/spec/renewTime")
                        .asString())
                .isEqualTo("2023-11-14T22:13:20.120000Z");
        V1.ConfigMap map = V1.ConfigMap.newBuilder()
                .putBinaryData("b", ByteString.copyFrom(new byte[] {1, 2}))
                .setMetadata(Meta.ObjectMeta.newBuilder()
                        .addManagedFields(Meta.ManagedFieldsEntry.newBuilder()
                                .setFieldsV1(
                                        Meta.FieldsV1.newBuilder().setRaw(ByteString.copyFromUtf8("{\"f:data\":{}}")))))
                .build();
        ObjectNode tree = decode("v1", "ConfigMap", map);
        assertThat(tree.at("/binaryData/b").asString()).isEqualTo("AQI=");
        assertThat(tree.at("/metadata/managedFields/0/fieldsV1").toString()).isEqualTo("{\"f:data\":{}}");
    }

    @Test
    void refusesWhatIsNoBodyOfAKnownKind() {
        assertRefused("{}".getBytes(StandardCharsets.UTF_8), 400, "does not appear to be a protobuf message");
        assertRefused(new byte[0], 400, "does not appear to be a protobuf message");
        assertRefused(new byte[] {'k', '8', 's', 0, 99}, 400, "unknown format");
        assertRefused(body("v1", "Nonsense", ByteString.EMPTY, ""), 400, "no kind \"Nonsense\"");
        assertRefused(body("v1", "Pod", ByteString.copyFrom(new byte[] {10, 99}), ""), 400, "unknown format");
        assertRefused(body("v1", "Pod", ByteString.EMPTY, "gzip"), 415, "gzip");
        V1.Pod never = V1.Pod.newBuilder()
                .setMetadata(Meta.ObjectMeta.newBuilder()
                        .setCreationTimestamp(Meta.Time.newBuilder().setSeconds(Long.MAX_VALUE)))
                .build();
        assertRefused(body("v1", "Pod", never.toByteString(), ""), 400, "unknown format");
    }

    private static void assertRefused(byte[] body, int code, String message) {
        assertThatThrownBy(() -> ProtobufBodies.decode(body))
                .isInstanceOfSatisfying(
                        ApiFailure.class, failure -> assertThat(failure.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    private static ObjectNode decode(String apiVersion, String kind, Message message) {
        return ProtobufBodies.decode(body(apiVersion, kind, message.toByteString(), ""));
    }

    private static byte[] body(String apiVersion, String kind, ByteString raw, String encoding) {
        Unknown envelope = Unknown.newBuilder()
                .setTypeMeta(TypeMeta.newBuilder().setApiVersion(apiVersion).setKind(kind))
                .setRaw(raw)
                .setContentEncoding(encoding)
                .build();
        return ByteString.copyFrom(new byte[] {'k', '8', 's', 0})
                .concat(envelope.toByteString())
                .toByteArray();
    }

    private static Resource.Quantity quantity(String text) {
        return Resource.Quantity.newBuilder().setString(text).build();
    }

    private static IntStr.IntOrString portName(String name) {
        return IntStr.IntOrString.newBuilder().setType(1).setStrVal(name).build();
    }
}

package io.podbridge.core.environment;

import static io.podbridge.core.environment.EnvironmentScene.NODE;
import static io.podbridge.core.environment.EnvironmentScene.literal;
import static io.podbridge.core.environment.EnvironmentScene.parse;
import static io.podbridge.core.environment.EnvironmentScene.pod;
import static io.podbridge.core.environment.EnvironmentScene.success;
import static io.podbridge.core.environment.EnvironmentScene.variable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.FakeCalls.Verb;
import io.podbridge.core.pod.EnvironmentSource.FromConfigMap;
import io.podbridge.core.pod.EnvironmentSource.FromSecret;
import io.podbridge.core.pod.EnvironmentVariable;
import io.podbridge.core.pod.EnvironmentVariable.ConfigMapKey;
import io.podbridge.core.pod.EnvironmentVariable.SecretKey;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.pod.SamplePods;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubeEnvironmentResolverTest {
    private final EnvironmentScene scene = new EnvironmentScene();

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../secrets/two", "two?x=1", "Two", "two/", "-two", "two\n"})
    void aNameThatNoObjectCanHaveNeverBecomesAPath(String name) {
        scene.secret("two", Map.of("B", "2"));
        assertThat(scene.rejected(pod(variable("A", new ConfigMapKey(name, "B", false)))))
                .isEqualTo("configmap \"" + name + "\" not found");
        assertThat(scene.api.asked().all()).isEmpty();
    }

    @Test
    void aPodThatNamesNoObjectIsAnsweredAtOnceAndReadsNothing() {
        var stage = scene.resolver(NODE).resolve(pod(literal("A", "1"))).toCompletableFuture();
        assertThat(stage).isDone();
        assertThat(scene.api.asked().all()).isEmpty();
    }

    @Test
    void laterVariablesSeeEarlierOnesAndReplaceThem() {
        var variables = scene.resolve(
                pod(literal("LATER", "$(B)"), literal("B", "b"), literal("C", "$(B)$$(B)"), literal("B", "$(B)2")));
        assertThat(variables).containsExactly(entry("LATER", "$(B)"), entry("B", "b2"), entry("C", "b$(B)"));
    }

    @Test
    void sourcesComeInOrderAndVariablesReplaceThem() {
        scene.configMap("one", "{'A':'1','B':'1','C':'$(A)'}");
        scene.secret("two", Map.of("B", "2"));
        var variables = scene.resolve(pod(
                List.of(new FromConfigMap("", "one", false), new FromSecret("", "two", false)),
                literal("A", "from $(A)"),
                literal("D", "$(B)$(C)")));
        assertThat(variables)
                .containsExactly(entry("A", "from 1"), entry("B", "2"), entry("C", "$(A)"), entry("D", "2$(A)"));
    }

    @Test
    void eachObjectIsReadOnce() {
        scene.configMap("one", "{'A':'1'}");
        var variables = List.of(
                new EnvironmentVariable("X", new ConfigMapKey("one", "A", false)),
                new EnvironmentVariable("Y", new ConfigMapKey("one", "A", false)));
        var container = SamplePods.container("init", List.of(new FromConfigMap("P_", "one", false)), variables);
        var pod = SamplePods.pod("a", List.of(container), List.of(SamplePods.container("main", List.of(), variables)));
        assertThat(success(scene.resolver(NODE), pod))
                .containsExactly(
                        entry("init", Map.of("P_A", "1", "X", "1", "Y", "1")),
                        entry("main", Map.of("X", "1", "Y", "1")));
        assertThat(scene.api.asked().all(Verb.GET))
                .extracting(call -> call.path())
                .containsExactly("/api/v1/namespaces/ns/configmaps/one");
    }

    @Test
    void keysThatCannotBeVariablesAreSkippedAndReported() {
        scene.configMap("one", "{'plain':'1','with.dot-and-dash':'2'}");
        var pod = pod(List.of(new FromConfigMap("", "one", false), new FromConfigMap("é=", "one", false)));
        assertThat(scene.resolve(pod)).containsExactly(entry("plain", "1"), entry("with.dot-and-dash", "2"));
        assertThat(scene.warnings)
                .containsExactly(
                        "uid-a InvalidEnvironmentVariableNames Keys [é=plain, é=with.dot-and-dash] from the EnvFrom"
                            + " configmap ns/one were skipped since they are considered invalid environment variable"
                            + " names.");
    }

    @Test
    void whatIsOptionalMayBeMissing() {
        scene.configMap("one", "{'A':'1'}");
        scene.secret("two", Map.of("B", "2"));
        var pod = pod(
                List.of(
                        new FromConfigMap("", "one", false),
                        new FromConfigMap("", "none", true),
                        new FromSecret("", "none", true)),
                variable("A", new ConfigMapKey("none", "k", true)),
                variable("B", new ConfigMapKey("one", "k", true)),
                variable("C", new SecretKey("two", "k", true)),
                variable("D", new SecretKey("none", "k", true)));
        assertThat(scene.resolve(pod)).containsExactly(entry("A", "1"));
    }

    @Test
    void whatIsWantedAndMissingIsNamedAsTheKubeletDoes() {
        scene.configMap("one", "{'A':'1'}");
        scene.secret("two", Map.of("B", "2"));
        assertThat(scene.rejected(pod(variable("A", new ConfigMapKey("none", "k", false)))))
                .isEqualTo("configmap \"none\" not found");
        assertThat(scene.rejected(pod(variable("A", new SecretKey("none", "k", false)))))
                .isEqualTo("secret \"none\" not found");
        assertThat(scene.rejected(pod(List.of(new FromConfigMap("", "none", false)))))
                .isEqualTo("configmap \"none\" not found");
        assertThat(scene.rejected(pod(List.of(new FromSecret("", "none", false)))))
                .isEqualTo("secret \"none\" not found");
        assertThat(scene.rejected(pod(variable("A", new ConfigMapKey("one", "k", false)))))
                .isEqualTo("couldn't find key k in ConfigMap ns/one");
        assertThat(scene.rejected(pod(variable("A", new SecretKey("two", "k", false)))))
                .isEqualTo("couldn't find key k in Secret ns/two");
    }

    @Test
    void anApiServerThatDoesNotAnswerIsARefusalForNowEvenIfItIsOptional() {
        var wait = Optional.of(Duration.ofSeconds(7));
        scene.api.asked().fail(Verb.GET, new ApiResult.Unavailable("connection refused", wait));
        var failure = scene.failure(pod(variable("A", new ConfigMapKey("one", "k", true))));
        assertThat(failure)
                .isEqualTo(new ProviderFailure.Rejected(
                        "CreateContainerConfigError", "cannot read configmap ns/one: connection refused", wait));
    }

    @Test
    void aSecretThatIsNoTextIsRefusedWhereItIsNeeded() {
        var bytes = Base64.getEncoder().encodeToString(new byte[] {(byte) 0xff});
        scene.api.put("/api/v1/namespaces/ns/secrets/two", parse("{'data':{'bad':'" + bytes + "','good':'aGk='}}"));
        assertThat(scene.resolve(pod(variable("A", new SecretKey("two", "good", false)))))
                .containsEntry("A", "hi");
        assertThat(scene.rejected(pod(variable("A", new SecretKey("two", "bad", true)))))
                .isEqualTo("not UTF-8 text, so not a variable: bad in Secret ns/two");
        assertThat(scene.rejected(pod(List.of(new FromSecret("", "two", false)))))
                .isEqualTo("not UTF-8 text, so not a variable: bad in Secret ns/two");
    }
}

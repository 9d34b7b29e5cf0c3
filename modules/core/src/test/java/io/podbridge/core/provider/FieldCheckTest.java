package io.podbridge.core.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldCheckTest {
    @Test
    void whatTheApiServerSetsInEveryPodIsAccepted() {
        Set<String> everyPod = Set.of(
                "containers[].image",
                "containers[].name",
                "enableServiceLinks",
                "nodeName",
                "preemptionPolicy",
                "priority",
                "restartPolicy",
                "schedulerName",
                "serviceAccount",
                "serviceAccountName",
                "terminationGracePeriodSeconds",
                "tolerations");

        assertThat(check(everyPod, Set.of(), Set.of())).isEqualTo(ok());
    }

    @Test
    void whatIsNotSaidToBeHonouredIsRefusedByName() {
        FieldCheck check = check(Set.of("volumes[].configMap", "hostNetwork"), Set.of("hostNetwork"), Set.of());

        assertThat(check.refused()).containsExactly("volumes[].configMap");
        assertThat(check.ignored()).isEmpty();
    }

    @Test
    void whatAPodCanLiveWithoutIsNamed() {
        FieldCheck check = check(
                Set.of("containers[].readinessProbe", "containers[].livenessProbe", "volumes[].secret"),
                Set.of("volumes"),
                Set.of("containers[].readinessProbe", "containers[].livenessProbe"));

        assertThat(check.refused()).isEmpty();
        assertThat(check.ignored()).containsExactly("containers[].livenessProbe", "containers[].readinessProbe");
    }

    @Test
    void aPathCoversWhatIsBelowItAndNothingElse() {
        Set<String> honoured = Set.of("volumes", "containers[].securityContext");

        assertThat(check(Set.of("volumes[].secret", "containers[].securityContext.privileged"), honoured, Set.of()))
                .isEqualTo(ok());
        assertThat(check(Set.of("volumesTwo", "securityContext", "containers[].security"), honoured, Set.of())
                        .refused())
                .containsExactly("containers[].security", "securityContext", "volumesTwo");
    }

    @Test
    void honouredWinsOverIgnorable() {
        assertThat(check(Set.of("hostNetwork"), Set.of("hostNetwork"), Set.of("")))
                .isEqualTo(ok());
    }

    @Test
    void aCommonFieldIsReportedIfTheProviderNamesItAsIgnorable() {
        assertThat(check(Set.of("containers[].image", "priority"), Set.of(), Set.of("containers[].image", ""))
                        .ignored())
                .containsExactly("containers[].image");
    }

    @Test
    void theEmptyPathCoversEverything() {
        assertThat(check(Set.of("volumes[].secret", "hostNetwork"), Set.of(""), Set.of()))
                .isEqualTo(ok());
    }

    @Test
    void aFieldThatOnlyLeadsToOthersIsNotChecked() {
        Set<String> fields =
                Set.of("containers[].livenessProbe", "containers[].livenessProbe.exec", "containers[].name");

        assertThat(check(fields, Set.of("containers[].livenessProbe.exec"), Set.of()))
                .isEqualTo(ok());
    }

    @Test
    void theTokenThatAdmissionAddsIsReportedAndNotRefused() {
        assertThat(check(Set.of("serviceAccountToken"), Set.of(), Set.of()).ignored())
                .containsExactly("serviceAccountToken");
        assertThat(check(Set.of("serviceAccountToken"), Set.of("serviceAccountToken"), Set.of()))
                .isEqualTo(ok());
    }

    @Test
    void aVolumeIsRefusedByItsKindAndNotByItsName() {
        assertThat(check(Set.of("volumes[].name", "volumes[].emptyDir"), Set.of(), Set.of())
                        .refused())
                .containsExactly("volumes[].emptyDir");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "containers[].restartPolicy",
                "containers[].restartPolicyRules",
                "initContainers[].restartPolicyRules",
                "initContainers[].restartPolicy: Never",
                "initContainers[].restartPolicy: OnFailure",
                "containers[].env[].valueFrom.fileKeyRef"
            })
    void whatNothingHereKeepsIsRefusedWhateverTheProviderSays(String field) {
        assertThat(check(Set.of(field), Set.of("", "containers[].env", "initContainers[].restartPolicy"), Set.of(""))
                        .refused())
                .containsExactly(field);
    }

    @Test
    void aSidecarIsTheProvidersWord() {
        assertThat(check(Set.of("initContainers[].restartPolicy"), Set.of("initContainers[].restartPolicy"), Set.of()))
                .isEqualTo(ok());
    }

    @Test
    void anotherValueThanTheServersIsNamedUnlessTheProviderHonoursItOrTheField() {
        assertThat(check(Set.of("dnsPolicy: None", "containers[].imagePullPolicy: Never"), Set.of(), Set.of())
                        .ignored())
                .containsExactly("containers[].imagePullPolicy: Never", "dnsPolicy: None");
        assertThat(check(
                        Set.of("dnsPolicy: None", "containers[].imagePullPolicy: Never"),
                        Set.of("dnsPolicy", "containers[].imagePullPolicy: Never"),
                        Set.of()))
                .isEqualTo(ok());
    }

    @Test
    void anEphemeralContainerNeverEndsThePod() {
        assertThat(check(Set.of("ephemeralContainers[].command", "ephemeralContainers[].image"), Set.of(), Set.of()))
                .isEqualTo(ok());
    }

    @Test
    void theSameGoesForInitContainers() {
        assertThat(check(Set.of("initContainers[].env", "initContainers[].restartPolicy"), Set.of(), Set.of())
                        .refused())
                .containsExactly("initContainers[].restartPolicy");
    }

    @Property
    void everyFieldIsHonouredIgnoredOrRefused(
            @ForAll Set<@NotEmpty @CharRange(from = 'a', to = 'e') String> fields,
            @ForAll Set<@CharRange(from = 'a', to = 'e') String> honoured,
            @ForAll Set<@CharRange(from = 'a', to = 'e') String> ignorable) {
        FieldCheck check = check(fields, honoured, ignorable);

        Set<String> seen = new TreeSet<>(check.refused());
        seen.addAll(check.ignored());
        Set<String> rest = new TreeSet<>(fields);
        rest.removeAll(seen);
        assertThat(check.refused()).noneMatch(check.ignored()::contains);
        assertThat(rest).allMatch(field -> honoured.contains(field) || honoured.contains(""));
    }

    private static FieldCheck check(Set<String> fields, Set<String> honoured, Set<String> ignorable) {
        return FieldCheck.of(fields, new Capabilities(Locality.REMOTE, true, true, honoured, ignorable));
    }

    private static FieldCheck ok() {
        return new FieldCheck(List.of(), List.of());
    }
}

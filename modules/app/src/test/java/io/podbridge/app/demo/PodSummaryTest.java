package io.podbridge.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodSummaryTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                                                                  | Pending        "
                        + "     | false",
                "phase: Pending, containerStatuses: [{state: {waiting: {reason: ErrImagePull}}}]     | Pending"
                        + " (ErrImagePull) | false",
                "phase: Running, containerStatuses: [{state: {running: {}}, restartCount: 0}]        | Running        "
                        + "     | true",
                "phase: Running, containerStatuses: [{state: {running: {}}, restartCount: 1}]        | Running,"
                        + " restarted once | true",
                "phase: Running, containerStatuses: [{state: {waiting: {reason: CrashLoopBackOff}}, restartCount: 4}]"
                        + " | Running (CrashLoopBackOff), restarted 4 times | false",
                "phase: Succeeded, containerStatuses: [{state: {terminated: {reason: Completed}}}]   | Succeeded      "
                        + "     | false",
                "phase: Failed, containerStatuses: [{state: {terminated: {reason: Error}}}]          | Failed (Error) "
                        + "     | false",
                "phase: Failed, reason: UnsupportedFields                                            | Failed"
                        + " (UnsupportedFields) | false"
            })
    void saysHowAPodIs(String status, String state, boolean runs) {
        var pod = pod("metadata: {name: a, namespace: default}\nstatus: {" + status + "}");
        assertThat(PodSummary.of(pod)).isEqualTo(new PodSummary("a", state));
        assertThat(PodSummary.runs(pod)).isEqualTo(runs);
    }

    @Test
    void saysWhatGoes() {
        var pod = pod("metadata: {name: a, namespace: b, deletionTimestamp: '2026-01-01T00:00:00Z'}\n"
                + "status: {phase: Running, containerStatuses: [{state: {running: {}}}]}");
        assertThat(PodSummary.of(pod)).isEqualTo(new PodSummary("b/a", "Terminating"));
        assertThat(PodSummary.runs(pod)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                                                              | NotReady",
                "status: {conditions: [{type: Ready, status: 'Unknown'}]}                        | NotReady",
                "status: {conditions: [{type: Ready, status: 'True'}]}                           | Ready",
                "status: {conditions: [{type: Ready, status: 'True'}], addresses: [{type: InternalIP, address:"
                        + " 1.2.3.4}]} | Ready at 1.2.3.4",
                "`spec: {unschedulable: true}\n"
                        + "status: {conditions: [{type: Ready, status: 'True'}]}` | Ready, SchedulingDisabled"
            })
    void saysHowANodeIs(String rest, String state) {
        var node = Serialization.unmarshal("apiVersion: v1\nkind: Node\nmetadata: {name: a}\n" + rest, Node.class);
        assertThat(NodeSummary.of(node)).isEqualTo(state);
    }

    private static Pod pod(String rest) {
        return Serialization.unmarshal("apiVersion: v1\nkind: Pod\n" + rest, Pod.class);
    }
}

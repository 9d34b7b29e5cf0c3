package io.podbridge.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.kube.ApiObject;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose the node's name is; a table. This bridge is blue, the other one red. */
class NodeClaimTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @ParameterizedTest(name = "Node {0}, lease {1}, take-over {2}: {3}")
    @CsvSource(nullValues = "-", textBlock = """
        # Node,    lease,      take-over, what it is
        -,         -,          -,         Ours
        -,         blue fresh, -,         Ours
        -,         red stale,  -,         Ours
        -,         red fresh,  -,         Refused
        -,         red fresh,  red,       Refused
        virtual,   -,          -,         Ours
        machine,   -,          -,         Refused
        machine,   n1 stale,   n1,        Refused
        blue,      -,          -,         Ours
        blue,      blue stale, -,         Ours
        blue,      red stale,  -,         Ours
        red,       red fresh,  -,         Refused
        red,       red fresh,  red,       Refused
        red,       red stale,  -,         Refused
        red,       -,          -,         Refused
        red,       red stale,  green,     Refused
        red,       red stale,  red,       TakeOver
        red,       -,          red,       TakeOver
        red,       blue fresh, -,         Ours
        red,       green fresh, red,      Refused
        """)
    void isWhoseItIs(String node, String lease, String takeOver, String expected) {
        var claim = NodeClaim.of(
                Optional.ofNullable(node).map(NodeClaimTest::node),
                Optional.ofNullable(lease).map(NodeClaimTest::lease),
                Nodes.OURS,
                Optional.ofNullable(takeOver),
                NOW);
        assertThat(claim.getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void saysWhatToDoWithANodeWhoseBridgeIsSilent() {
        var claim = NodeClaim.of(
                Optional.of(node("red")), Optional.of(lease("red stale")), Nodes.OURS, Optional.empty(), NOW);
        assertThat(claim)
                .isInstanceOfSatisfying(
                        NodeClaim.Refused.class,
                        refused -> assertThat(refused.why())
                                .contains(
                                        "red",
                                        "blue",
                                        "podbridge.node.take-over = red",
                                        "podbridge.cluster.identity = red"));
    }

    private static ApiObject node(String owner) {
        return Nodes.object(Nodes.json(
                switch (owner) {
                    case "machine" -> "{'metadata': {'labels': {'kubernetes.io/os': 'linux'}}}";
                    case "virtual" -> "{'metadata': {'labels': {'type': 'virtual-kubelet'}}}";
                    default ->
                        "{'metadata': {'labels': {'type': 'virtual-kubelet'}, 'annotations': {'podbridge.io/bridge': '"
                                + owner + "'}}}";
                }));
    }

    private static ApiObject lease(String words) {
        String[] parts = words.split(" ", -1);
        Instant renewed = parts[1].equals("fresh") ? NOW.minusSeconds(5) : NOW.minusSeconds(600);
        return Nodes.object(Nodes.json(
                NodeLease.create(new NodeIdentity("n1", parts[0], "", ""), Optional.empty(), Nodes.LEASE, renewed)));
    }
}

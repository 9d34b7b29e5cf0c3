package io.podbridge.devcluster.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.devcluster.structure.Structure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class FieldManagersPropertyTest {
    private static final Story POD = Story.of("Pod");
    private static final Structure STRUCTURE = Structure.managed(POD.type(), "");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** Something that happened to a pod. */
    record Write(String manager, boolean apply, ObjectNode pod) {
        ObjectNode on(Optional<ObjectNode> live, Instant now) {
            return apply
                    ? FieldManagers.applied(live, pod, manager, true, POD.type(), now)
                    : FieldManagers.updated(live, pod, manager, "Update", "", POD.type(), now);
        }
    }

    @Property
    void applyingTheSameAgainChangesNothing(@ForAll("histories") List<Write> history, @ForAll("pods") ObjectNode pod) {
        var live = played(history);
        var once = FieldManagers.applied(live, pod, "a", true, POD.type(), NOW);

        var twice = FieldManagers.applied(Optional.of(once), pod, "a", false, POD.type(), NOW.plusSeconds(9));

        assertThat(twice).isEqualTo(once);
    }

    @Property
    void whatIsAppliedIsThere(@ForAll("histories") List<Write> history, @ForAll("pods") ObjectNode pod) {
        var result = FieldManagers.applied(played(history), pod, "a", true, POD.type(), NOW);

        assertThat(Merge.of(result, pod, STRUCTURE)).isEqualTo(result);
    }

    @Property
    void updatingWithTheSameChangesNothing(@ForAll("histories") List<Write> history) {
        played(history).ifPresent(live -> {
            var again =
                    FieldManagers.updated(Optional.of(live), live, "x", "Update", "", POD.type(), NOW.plusSeconds(9));

            assertThat(again).isEqualTo(live);
        });
    }

    @Property
    void nobodyManagesWhatIsNotThere(@ForAll("histories") List<Write> history) {
        played(history).ifPresent(live -> {
            var there = Comparison.between(JsonNodeFactory.instance.objectNode(), live, STRUCTURE)
                    .added()
                    .withParents()
                    .union(OwnedFields.claimed(live, STRUCTURE, false));

            for (var entry : ManagedFields.of(live).entries()) {
                assertThat(entry.fields().difference(there)).isEqualTo(FieldSet.EMPTY);
            }
        });
    }

    @Property
    void whoeverSetsAValueManagesItAlone(@ForAll("histories") List<Write> history, @ForAll("pods") ObjectNode pod) {
        played(history).ifPresent(live -> {
            var after = FieldManagers.updated(Optional.of(live), pod, "x", "Update", "", POD.type(), NOW);

            var set = Comparison.between(live, pod, STRUCTURE).set();
            for (var entry : ManagedFields.of(after).entries()) {
                var shared = entry.fields().intersection(set);
                assertThat(shared).isEqualTo(entry.id().manager().equals("x") ? set : FieldSet.EMPTY);
            }
        });
    }

    @Property
    void argumentsAreNotChanged(@ForAll("histories") List<Write> history, @ForAll("pods") ObjectNode pod) {
        var live = played(history);
        var before = live.map(ObjectNode::deepCopy);
        var copy = pod.deepCopy();

        new Write("a", true, pod).on(live, NOW);
        new Write("a", false, pod).on(live, NOW);

        assertThat(live).isEqualTo(before);
        assertThat(pod).isEqualTo(copy);
    }

    private static Optional<ObjectNode> played(List<Write> history) {
        Optional<ObjectNode> live = Optional.empty();
        for (var write : history) {
            live = Optional.of(write.on(live, NOW));
        }
        return live;
    }

    @Provide
    Arbitrary<List<Write>> histories() {
        return Combinators.combine(Arbitraries.of("a", "b", "c"), Arbitraries.of(true, false), pods())
                .as(Write::new)
                .list()
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<ObjectNode> pods() {
        var value = Arbitraries.of("1", "2");
        var values = Arbitraries.maps(Arbitraries.of("p", "q", "r"), value).ofMaxSize(3);
        var containers = Arbitraries.maps(Arbitraries.of("x", "y", "z"), values).ofMaxSize(3);
        var finalizers = Arbitraries.of("f", "g", "h").set().ofMaxSize(3);
        return Combinators.combine(values, finalizers, containers, values, value)
                .as((labels, names, named, selector, node) -> {
                    var pod = JsonNodeFactory.instance.objectNode();
                    pod.put("apiVersion", "v1").put("kind", "Pod");
                    var metadata = pod.putObject("metadata").put("name", "p");
                    fill(metadata, "labels", labels);
                    if (!names.isEmpty()) {
                        names.forEach(metadata.putArray("finalizers")::add);
                    }
                    var spec = pod.putObject("spec").put("nodeName", node);
                    fill(spec, "nodeSelector", selector);
                    named.forEach((name, env) -> container(spec, name, env));
                    return pod;
                });
    }

    private static void container(ObjectNode spec, String name, Map<String, String> env) {
        var container = spec.withArray("containers").addObject().put("name", name);
        env.forEach((key, value) ->
                container.withArray("env").addObject().put("name", key).put("value", value));
    }

    private static void fill(ObjectNode object, String name, Map<String, String> values) {
        if (!values.isEmpty()) {
            values.forEach(object.putObject(name)::put);
        }
    }
}

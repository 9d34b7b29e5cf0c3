package io.podbridge.devcluster.patch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.zjsonpatch.JsonDiff;
import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.Patch;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class PatchesPropertyTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Property
    void aMergePatchOfTheDifferenceLeadsToTheTarget(
            @ForAll("objects") ObjectNode from, @ForAll("objects") ObjectNode to) {
        assertThat(apply(Patch.Type.MERGE, difference(from, to), from)).isEqualTo(to);
    }

    @Property
    void aJsonPatchOfTheDifferenceLeadsToTheTarget(
            @ForAll("objects") ObjectNode from, @ForAll("objects") ObjectNode to) {
        assertThat(apply(Patch.Type.JSON, JsonDiff.asJson(from, to), from)).isEqualTo(to);
    }

    @Property
    void anyJsonPatchIsAppliedOrRefused(@ForAll("objects") ObjectNode object, @ForAll("operations") ArrayNode patch) {
        var before = object.deepCopy();

        try {
            apply(Patch.Type.JSON, patch, object);
        } catch (ApiFailure refused) {
            assertThat(refused.code()).isEqualTo(422);
            assertThat(refused.reason()).isEqualTo("Invalid");
            assertThat(refused).hasMessage("the server rejected our request due to an error in our request");
        }
        assertThat(object).isEqualTo(before);
    }

    @Property
    void aStrategicPatchOfTheObjectItselfChangesNothing(@ForAll("pods") ObjectNode pod) {
        assertThat(apply(Patch.Type.STRATEGIC, pod, pod)).isEqualTo(pod);
    }

    @Property
    void aStrategicPatchSaysWhatIsThereAfterwards(@ForAll("pods") ObjectNode from, @ForAll("pods") ObjectNode to) {
        var once = apply(Patch.Type.STRATEGIC, to, from);

        assertThat(apply(Patch.Type.STRATEGIC, to, once)).isEqualTo(once);
    }

    @Property
    void anyStrategicPatchIsAppliedOrRefused(@ForAll("pods") ObjectNode pod, @ForAll("objects") ObjectNode patch) {
        var before = pod.deepCopy();

        try {
            apply(Patch.Type.STRATEGIC, NODES.objectNode().set("spec", patch), pod);
        } catch (ApiFailure refused) {
            assertThat(refused.code()).isIn(400, 422, 500);
        }
        assertThat(pod).isEqualTo(before);
    }

    private static ObjectNode apply(Patch.Type type, JsonNode patch, ObjectNode object) {
        return Patches.apply(new Patch(type, patch), object, Types.of("Pod"));
    }

    private static ObjectNode difference(ObjectNode from, ObjectNode to) {
        var patch = NODES.objectNode();
        from.propertyNames().stream().filter(name -> !to.has(name)).forEach(patch::putNull);
        for (var field : to.properties()) {
            var both = from.get(field.getKey()) instanceof ObjectNode && field.getValue() instanceof ObjectNode;
            patch.set(
                    field.getKey(),
                    both
                            ? difference((ObjectNode) from.get(field.getKey()), (ObjectNode) field.getValue())
                            : field.getValue());
        }
        return patch;
    }

    @Provide
    Arbitrary<ObjectNode> objects() {
        return object(3);
    }

    private static Arbitrary<ObjectNode> object(int depth) {
        var names =
                Arbitraries.of("a", "b", "containers", "name", "$patch", "$retainKeys", "$setElementOrder/containers");
        return Arbitraries.maps(names, value(depth - 1)).ofMaxSize(4).map(fields -> {
            var node = NODES.objectNode();
            fields.forEach(node::set);
            return node;
        });
    }

    private static Arbitrary<JsonNode> value(int depth) {
        Arbitrary<JsonNode> scalar = Arbitraries.oneOf(
                Arbitraries.of("x", "y", "replace", "delete").map(NODES::stringNode),
                Arbitraries.integers().between(0, 3).map(NODES::numberNode));
        if (depth == 0) {
            return scalar;
        }
        Arbitrary<JsonNode> list = value(depth - 1)
                .list()
                .ofMaxSize(3)
                .map(each -> NODES.arrayNode().addAll(each));
        return Arbitraries.oneOf(scalar, list, object(depth).map(node -> node));
    }

    @Provide
    Arbitrary<ArrayNode> operations() {
        var paths = Arbitraries.of(
                "", "/a", "/b", "/a/b", "/containers/0", "/containers/-", "/containers/7", "a", "/a~1b", "/~2");
        var operation = Combinators.combine(
                        Arbitraries.of("add", "remove", "replace", "move", "copy", "test", "jump", ""),
                        paths,
                        paths,
                        value(2),
                        Arbitraries.of("op", "path", "from", "value", "other"))
                .as((op, path, from, value, missing) -> {
                    var node =
                            NODES.objectNode().put("op", op).put("path", path).put("from", from);
                    node.set("value", value);
                    node.remove(missing);
                    return (JsonNode) node;
                });
        return operation.list().ofMaxSize(3).map(each -> NODES.arrayNode().addAll(each));
    }

    @Provide
    Arbitrary<ObjectNode> pods() {
        var containers = Combinators.combine(Arbitraries.of("1", "2"), entries("env", "name"))
                .as((image, env) -> env.put("image", image));
        return Combinators.combine(
                        Arbitraries.maps(Arbitraries.of("a", "b", "c"), containers)
                                .ofMaxSize(3),
                        Arbitraries.of("x", "y", "z").set().ofMaxSize(3),
                        entries("conditions", "type"))
                .as((named, finalizers, status) -> {
                    var pod = NODES.objectNode();
                    var list = pod.putObject("spec").putArray("containers");
                    named.forEach(
                            (name, container) -> list.add(container.deepCopy().put("name", name)));
                    finalizers.forEach(pod.putObject("metadata").withArray("finalizers")::add);
                    pod.set("status", status);
                    return pod;
                });
    }

    private static Arbitrary<ObjectNode> entries(String list, String key) {
        return Arbitraries.maps(Arbitraries.of("P", "Q", "R"), Arbitraries.of("1", "2"))
                .ofMaxSize(3)
                .map(entries -> {
                    var owner = NODES.objectNode();
                    var array = owner.putArray(list);
                    entries.forEach(
                            (name, value) -> array.addObject().put(key, name).put("value", value));
                    return owner;
                });
    }
}

package io.podbridge.devcluster.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A field set does what a set of paths does. */
class FieldSetTest {

    @Property
    void unionHasThePathsOfBoth(@ForAll("sets") Set<List<String>> one, @ForAll("sets") Set<List<String>> other) {
        var both = new HashSet<>(one);
        both.addAll(other);

        assertThat(set(one).union(set(other)))
                .isEqualTo(set(both))
                .isEqualTo(set(other).union(set(one)));
    }

    @Property
    void differenceHasThePathsThatTheOtherHasNot(
            @ForAll("sets") Set<List<String>> one, @ForAll("sets") Set<List<String>> other) {
        var rest = new HashSet<>(one);
        rest.removeAll(other);

        assertThat(set(one).difference(set(other))).isEqualTo(set(rest));
    }

    @Property
    void intersectionHasThePathsThatBothHave(
            @ForAll("sets") Set<List<String>> one, @ForAll("sets") Set<List<String>> other) {
        var shared = new HashSet<>(one);
        shared.retainAll(other);

        assertThat(set(one).intersection(set(other))).isEqualTo(set(shared));
    }

    @Property
    void whatDoesNotChangeIsTheSameObject(
            @ForAll("sets") Set<List<String>> one, @ForAll("sets") Set<List<String>> other) {
        var larger = set(one).union(set(other));

        assertThat(larger.union(set(one))).isSameAs(larger);
        var rest = larger.difference(set(one));
        assertThat(rest.difference(set(one))).isSameAs(rest);
        assertThat(larger.intersection(set(one).union(set(other)))).isSameAs(larger);
    }

    @Property
    void aSetComesBackFromItsJsonAndFromItsPaths(@ForAll("sets") Set<List<String>> paths) {
        var set = set(paths);

        assertThat(FieldSetJson.read(FieldSetJson.write(set))).isEqualTo(set);
        assertThat(set.paths()).containsExactlyInAnyOrderElementsOf(paths);
        assertThat(set.hashCode()).isEqualTo(set(Set.copyOf(paths)).hashCode());
    }

    @Test
    void readsAndWritesTheNotationOfManagedFields() {
        var json = JsonMapper.shared().readTree("""
            {"f:metadata":{"f:labels":{".":{},"f:app":{}}},
             "f:spec":{"f:containers":{"k:{\\"name\\":\\"a\\"}":{".":{},"f:image":{}}}}}\
            """);

        var set = FieldSetJson.read(json);

        assertThat(set.paths().stream().map(PathElement::shown))
                .containsExactly(
                        ".metadata.labels",
                        ".metadata.labels.app",
                        ".spec.containers[name=\"a\"]",
                        ".spec.containers[name=\"a\"].image");
        assertThat(FieldSetJson.write(set)).isEqualTo(json);
    }

    private static FieldSet set(Set<List<String>> paths) {
        var children = new TreeMap<String, Set<List<String>>>();
        paths.stream()
                .filter(path -> !path.isEmpty())
                .forEach(path -> children.computeIfAbsent(path.getFirst(), any -> new HashSet<>())
                        .add(path.subList(1, path.size())));
        var sets = new TreeMap<String, FieldSet>();
        children.forEach((element, rest) -> sets.put(element, set(rest)));
        return FieldSet.of(paths.contains(List.<String>of()), sets);
    }

    @Provide
    Arbitrary<Set<List<String>>> sets() {
        return Arbitraries.of("f:a", "f:b", "k:{\"n\":1}", "v:1")
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .set()
                .ofMaxSize(8);
    }
}

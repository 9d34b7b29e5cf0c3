package io.podbridge.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.pod.RestartPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the stages declare of their successors is what happens, and what is drawn in {@code docs/lifecycle.md}. */
class SuccessorsTest {
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "lifecycle.md");
    private static final Pattern DRAWN = Pattern.compile("^ +(\\w+) --> (\\w+)", Pattern.MULTILINE);
    private static final int LIVES = 3000;

    @Test
    void everyStageDeclaresItsSuccessors() {
        assertThat(Edge.stages(Stage.class)).allMatch(stage -> stage.isAnnotationPresent(Successors.class));
    }

    @Test
    void theDeclaredSuccessorsAreThoseThatHappen() {
        var happened = new HashSet<>(LifecycleTableTest.edges());
        var chance = new Random(1);
        for (int life = 0; life < LIVES; life++) {
            happened.addAll(lived(chance));
        }
        assertThat(happened).containsExactlyInAnyOrderElementsOf(Edge.declared());
    }

    @Test
    void thePictureShowsDeclaredSuccessors() throws IOException {
        var drawn = DRAWN.matcher(Files.readString(DOCUMENT))
                .results()
                .map(match -> new Edge(match.group(1), match.group(2)))
                .collect(Collectors.toSet());
        assertThat(drawn).isNotEmpty().isSubsetOf(Edge.declared());
        assertThat(drawn)
                .as("stages that are drawn")
                .flatMap(edge -> Set.of(edge.from(), edge.to()))
                .containsAll(Edge.stages(Stage.class).map(Class::getSimpleName).toList());
    }

    private static Set<Edge> lived(Random chance) {
        var policies = RestartPolicy.values();
        var deadline = chance.nextBoolean() ? Optional.of(Duration.ofMinutes(1)) : Optional.<Duration>empty();
        var world = new World(policies[chance.nextInt(policies.length)], chance.nextBoolean(), deadline);
        for (int step = 0; step < 60; step++) {
            world.step(chance.nextInt(World.KINDS * 1000));
        }
        world.deleteNow();
        world.settle();
        return world.edges();
    }
}

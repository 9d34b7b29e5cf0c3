package io.podbridge.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.pod.Phase;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.RestartPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Whatever happens, in whatever order: never lose a pod, never run it twice. {@link World} checks at each step that
 * nothing is made, written or deleted that must not be; here is what must be true in the end.
 */
class LifecyclePropertyTest {
    private static final int LOTS = World.KINDS * 1000;

    @Property(tries = 2000)
    void aDeletedPodIsGoneInTheEnd(
            @ForAll RestartPolicy policy,
            @ForAll boolean local,
            @ForAll boolean deadline,
            @ForAll @Size(max = 60) List<@IntRange(max = LOTS) Integer> lots) {
        told(policy, local, deadline, lots, world -> {
            world.deleteNow();
            world.settle();
            world.release();
            world.settle();
            assertThat(world.object()).as("the API object").isNull();
            assertThat(world.instance()).as("what runs on the platform").isNull();
            assertThat(world.state().stage()).isInstanceOfAny(Ended.class, Unknown.class);
            assertThat(world.restsForgotten()).as("the entity leaves memory").isTrue();
        });
    }

    @Property(tries = 2000)
    void aPodThatIsWantedRunsInTheEnd(
            @ForAll RestartPolicy policy,
            @ForAll boolean local,
            @ForAll boolean deadline,
            @ForAll @Size(max = 60) List<@IntRange(max = LOTS) Integer> lots) {
        told(policy, local, deadline, lots, world -> {
            world.settle();
            var object = world.object();
            if (object == null) {
                assertThat(world.instance()).as("what runs on the platform").isNull();
                return;
            }
            if (object.released()) {
                assertThat(world.instance()).as("what runs on the platform").isNull();
                assertThat(world.state().stage()).isInstanceOf(Ended.class);
                return;
            }
            if (world.state().stage() instanceof Unknown) {
                assertThat(object.status().phase().terminal())
                        .as("needs no entity")
                        .isTrue();
                return;
            }
            isServed(world, object);
        });
    }

    private static void isServed(World world, Pod object) {
        assertThat(world.state().stage()).isInstanceOfAny(Running.class, Finished.class, Refused.class);
        assertThat(world.state().pod()).contains(object);
        assertThat(world.state().publication().inFlight()).isEmpty();
        if (world.state().publication().refused().isPresent()) {
            return;
        }
        if (world.state().stage() instanceof Refused) {
            assertThat(object.status().phase().terminal()).isFalse();
            assertThat(world.instance()).as("what runs of a refused pod").isNull();
        } else if (world.state().stage() instanceof Running) {
            assertThat(object.status().phase()).isEqualTo(Phase.RUNNING);
            assertThat(world.instance()).isNotNull();
        } else {
            assertThat(object.status().phase().terminal()).isTrue();
        }
    }

    private static void told(
            RestartPolicy policy, boolean local, boolean deadline, List<Integer> lots, Consumer<World> end) {
        var world = new World(policy, local, deadline ? Optional.of(Duration.ofMinutes(1)) : Optional.empty());
        try {
            lots.forEach(world::step);
            end.accept(world);
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError(failure.getMessage() + "\n" + world.story(), failure);
        }
    }
}

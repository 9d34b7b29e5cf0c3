package io.podbridge.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class WireTypesTest {

    @Test
    void allLeavesOfARootMayTravel() {
        WireTypes types = WireTypes.of(List.of(Nested.class));
        assertThat(types.all()).containsExactlyInAnyOrder(Nested.Leaf.class, Nested.Deep.class);
        assertThat(types.type("WireTypesTest.Nested.Deep")).contains(Nested.Deep.class);
        assertThat(types.name(new Nested.Deep())).contains("WireTypesTest.Nested.Deep");
        assertThat(types.type("WireTypesTest.Nested")).isEmpty();
    }

    @Test
    void aTypeThatIsBelowTwoRootsCountsOnce() {
        assertThat(WireTypes.of(List.of(Nested.class, Nested.Inner.class)).all())
                .hasSize(2);
    }

    @Test
    void anOpenTypeIsRefused() {
        assertThatThrownBy(() -> WireTypes.of(List.of(Open.class)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Open");
    }

    @Test
    void aNonSealedSubclassIsRefused() {
        assertThatThrownBy(() -> WireTypes.of(List.of(Leaky.class)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Leaky.Anything.class.getName());
    }

    private sealed interface Nested extends Wire {
        record Leaf() implements Nested {}

        sealed interface Inner extends Nested {}

        record Deep() implements Inner {}
    }

    private interface Open extends Wire {}

    private sealed interface Leaky extends Wire {
        non-sealed class Anything implements Leaky {}
    }
}

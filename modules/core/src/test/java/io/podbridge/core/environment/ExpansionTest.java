package io.podbridge.core.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cases are those of the kubelet's own table, and of the pages that explain it to users. */
class ExpansionTest {
    private static final Map<String, String> VARIABLES =
            Map.of("VAR_A", "A", "VAR_B", "B", "VAR_C", "C", "VAR_REF", "$(VAR_A)", "VAR_EMPTY", "");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "$(VAR_A), A",
                "___$(VAR_B)___, ___B___",
                "___$(VAR_C), ___C",
                "$(VAR_A)-$(VAR_A), A-A",
                "$(VAR_A)-1, A-1",
                "$(VAR_A)_$(VAR_B)_$(VAR_C), A_B_C",
                "$$(VAR_B)_$(VAR_A), $(VAR_B)_A",
                "$$(VAR_A)_$$(VAR_B), $(VAR_A)_$(VAR_B)",
                "f000-$$VAR_A, f000-$VAR_A",
                "foo\\$(VAR_C)bar, foo\\Cbar",
                "foo\\\\$(VAR_C)bar, foo\\\\Cbar",
                "foo\\$(VAR_A), foo\\A",
                "$(VAR_A$(VAR_B)), $(VAR_A$(VAR_B))",
                "$(VAR_A$(VAR_B), $(VAR_A$(VAR_B)",
                "$VAR_A, $VAR_A",
                "$VAR_A)a$(VAR_B), $VAR_A)aB",
                "${VAR_A}, ${VAR_A}",
                "$(VAR_DNE), $(VAR_DNE)",
                "$$(VAR_DNE), $(VAR_DNE)",
                "$$$(VAR_A), $A",
                "$$$$$$(BIG_MONEY), $$$(BIG_MONEY)",
                "$$$$$$(VAR_A), $$$(VAR_A)",
                "$$$$$$$(GOOD_ODDS), $$$$(GOOD_ODDS)",
                "$$$$$$$(VAR_A), $$$A",
                "$VAR_A$, $VAR_A$",
                "$$, $",
                "$, $",
                "$(, $(",
                "$(VAR_A, $(VAR_A",
                "$(VAR_A}$(VAR_B), $(VAR_A}$(VAR_B)",
                "$(), $()",
                "a$(VAR_EMPTY)b, ab",
                "$(VAR_REF), $(VAR_A)",
                "nothing, nothing",
                "\"\", \"\"",
            })
    void expandsAsTheKubelet(String text, String expanded) {
        assertThat(Expansion.expand(text, VARIABLES)).isEqualTo(expanded);
    }

    @Test
    void expandsACommandLine() {
        var greeting = Map.of("GREETING", "Warm greetings to", "NAME", "Kubernetes");
        assertThat(Expansion.expand(List.of("/bin/echo", "$(GREETING) $(NAME)", "$$(NAME)"), greeting))
                .containsExactly("/bin/echo", "Warm greetings to Kubernetes", "$(NAME)");
    }

    @Property
    void neverFailsAndLeavesTextWithoutDollarsAlone(@ForAll String text) {
        String without = text.replace("$", "");
        assertThat(Expansion.expand(without, VARIABLES)).isEqualTo(without);
        assertThat(Expansion.expand(text, VARIABLES)).isNotNull();
    }

    @Property
    void doublingDollarsKeepsATextAsItIs(@ForAll String text) {
        assertThat(Expansion.expand(text.replace("$", "$$"), VARIABLES)).isEqualTo(text);
    }
}

package io.podbridge.testkit.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** Without the programs a test is skipped with a reason, or fails where they are required. */
class ControlPlaneMissingTest {

    private static final String DIRECTORY = "podbridge.control-plane.dir";

    @BeforeEach
    void hideThePrograms(@TempDir Path empty) {
        System.setProperty(DIRECTORY, empty.toString());
    }

    @AfterEach
    void restore() {
        System.clearProperty(DIRECTORY);
        System.clearProperty(Requirement.PROPERTY);
    }

    @Test
    void startingSaysWhatToRun() {
        assertThatThrownBy(ControlPlane::start)
                .isInstanceOf(ControlPlaneMissingException.class)
                .hasMessageContaining("run tools/control-plane/build");
    }

    @Test
    void testsAreSkippedWithTheReason() {
        System.setProperty(Requirement.PROPERTY, "false");

        assertThat(ControlPlaneExtension.condition()).satisfies(result -> {
            assertThat(result.isDisabled()).isTrue();
            assertThat(result.getReason())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("run tools/control-plane/build"));
        });
        assertThat(Requirement.missing("why")).isInstanceOf(TestAbortedException.class);
    }

    @Test
    void testsRunAndFailWhereTheProgramsAreRequired() {
        System.setProperty(Requirement.PROPERTY, "true");

        assertThat(ControlPlaneExtension.condition().isDisabled()).isFalse();
        assertThat(Requirement.missing("why")).isInstanceOf(IllegalStateException.class);
    }
}

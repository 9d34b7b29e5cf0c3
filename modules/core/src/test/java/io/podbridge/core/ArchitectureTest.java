package io.podbridge.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may import what. A package that is not there yet is not a mistake. */
@AnalyzeClasses(packages = "io.podbridge.core", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule theModelIsPure = classes()
            .that()
            .resideInAPackage("io.podbridge.core.pod..")
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("java..", "io.podbridge.core.pod..", "org.jspecify.annotations.."))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule lifecycleIsPure = classes()
            .that()
            .resideInAPackage("io.podbridge.core.lifecycle..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java..", "io.podbridge.core.pod..", "io.podbridge.core.lifecycle..", "org.jspecify.annotations.."))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyKubeTalksToKubernetes = noClasses()
            .that(resideOutsideOfPackages("io.podbridge.core.kube.."))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.fabric8..")
            .allowEmptyShould(true);

    /**
     * {@code node} too: the Node and its lease are written as JSON, of which it knows the few fields that are ours;
     * {@code bridge}: the Lease of the founder, likewise; {@code relay}: its questions and answers.
     */
    @ArchTest
    static final ArchRule onlyWireKubeNodeBridgeAndRelayKnowJackson = noClasses()
            .that(resideOutsideOfPackages(
                    "io.podbridge.core.wire..",
                    "io.podbridge.core.kube..",
                    "io.podbridge.core.bridge..",
                    "io.podbridge.core.node..",
                    "io.podbridge.core.relay.."))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("tools.jackson..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule coreStandsAlone = noClasses()
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("io.podbridge..").and(resideOutsideOfPackages("io.podbridge.core..")))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("io.podbridge.core.(**)").should().beFreeOfCycles();

    @Test
    void everyPackageSaysWhatItHolds() throws IOException {
        List<Path> silent;
        try (var directories = Files.walk(Path.of("src/main/java")).filter(Files::isDirectory)) {
            silent = directories
                    .filter(ArchitectureTest::holdsSources)
                    .filter(directory -> !Files.exists(directory.resolve("package-info.java")))
                    .toList();
        }
        assertThat(silent).as("packages without a package-info.java").isEmpty();
    }

    private static boolean holdsSources(Path directory) {
        try (var files = Files.newDirectoryStream(directory, "*.java")) {
            return files.iterator().hasNext();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

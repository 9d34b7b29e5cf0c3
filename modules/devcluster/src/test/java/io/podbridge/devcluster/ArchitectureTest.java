package io.podbridge.devcluster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Who may use whom, as docs/devcluster.md says. */
@AnalyzeClasses(packages = "io.podbridge.devcluster", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.podbridge.devcluster.";

    @ArchTest
    static final ArchRule knowsNothingOfPodbridge = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.podbridge.core..", "io.podbridge.app..", "io.podbridge.testkit..");

    @ArchTest
    static final ArchRule onlyTheDoorSpeaksHttp = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "http..", ROOT + "proxy..", "io.podbridge.devcluster")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.pekko.http..");

    @ArchTest
    static final ArchRule theStoreKnowsOnlyObjects = noClasses()
            .that()
            .resideInAPackage(ROOT + "store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "verbs..", ROOT + "http..", ROOT + "control..", ROOT + "admission..");

    @ArchTest
    static final ArchRule controllersAreClients = noClasses()
            .that()
            .resideInAPackage(ROOT + "control..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "verbs..", ROOT + "store..", ROOT + "http..");

    @Test
    void everyPackageSaysWhatItHolds() throws IOException {
        try (var directories = Files.walk(Path.of("src/main/java/io/podbridge/devcluster"))) {
            assertThat(directories.filter(Files::isDirectory))
                    .allSatisfy(directory ->
                            assertThat(directory.resolve("package-info.java")).exists());
        }
    }
}

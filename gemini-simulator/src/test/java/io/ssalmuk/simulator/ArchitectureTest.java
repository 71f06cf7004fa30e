package io.ssalmuk.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String ROOT = "io.ssalmuk.simulator";
    private static final JavaClasses MAIN =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(ROOT);

    @Test
    void noTwoPackagesNeedEachOther() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void timeComesFromTheInjectedClockOnly() {
        noClasses().should().callMethod(Instant.class, "now").check(MAIN);
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(MAIN);
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(MAIN);
    }

    @Test
    void onlyTheExchangeKnowsTheServer() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".exchange")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jetty..")
                .check(MAIN);
    }

    @Test
    void theSimulatorSharesNothingWithTheServicesItJudges() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.ssalmuk.quota..", "io.ssalmuk.job..", "io.ssalmuk.api..")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("io.ssalmuk.worker..", "org.springframework..")
                .check(MAIN);
    }
}

package io.ssalmuk.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.ssalmuk.house.HouseRules;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class WorkerArchitectureTest {

    private static final String WORKER = "io.ssalmuk.worker";

    @Test
    void theWorkerKeepsTheHouseRules() {
        HouseRules.check(WORKER);
    }

    @Test
    void theWorkersModulesUseEachOtherAsTheyDeclare() {
        ApplicationModules.of(WorkerApplication.class).verify();
    }

    @Test
    void noClassOfTheWorkerIsMissed() {
        assertThat(HouseRules.classesBelow(WORKER).stream().map(JavaClass::getSimpleName))
                .contains("WorkerApplication", "JobRun", "GenAiUpstream", "Sweeper")
                .doesNotContain("WorkerHarness", "Given");
    }

    @Test
    void halfOfTheWorkersTypesAreItsModulesOwnBusiness() {
        var types =
                HouseRules.classesBelow(WORKER).stream()
                        .filter(JavaClass::isTopLevelClass)
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .toList();
        var visible =
                types.stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .toList();
        assertThat(visible).hasSizeLessThan(types.size() / 2);
    }
}

package io.ssalmuk.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import broken.Broken;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import io.ssalmuk.job.JobId;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HouseRulesTest {

    @Test
    void commonKeepsTheHouseRules() {
        HouseRules.check("io.ssalmuk");
    }

    @Test
    void commonsModulesUseEachOtherAsTheyDeclare() {
        HouseRules.modulesOf("io.ssalmuk", "io.ssalmuk.testing..").verify();
    }

    @Test
    void classesOfTestsAreNotOfTheHouse() {
        assertThat(HouseRules.classesBelow("io.ssalmuk").stream().map(JavaClass::getName))
                .contains(JobId.class.getName())
                .doesNotContain(HouseRules.class.getName())
                .noneMatch(name -> name.contains(".testing."));
    }

    @ParameterizedTest
    @MethodSource("breaches")
    void eachRuleCatchesItsBreach(ArchRule rule, String breach) {
        var only = Pattern.compile(".*\\$" + breach + "\\.class");
        var alone =
                new ClassFileImporter()
                        .withImportOption(location -> location.matches(only))
                        .importPackagesOf(Broken.class);

        assertThatThrownBy(() -> rule.check(alone))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(breach);
    }

    static Stream<Arguments> breaches() {
        return Stream.of(
                arguments(HouseRules.JDBC_STAYS_IN_POSTGRES, "LooseJdbc"),
                arguments(HouseRules.SQL_STAYS_IN_POSTGRES, "LooseSql"),
                arguments(HouseRules.AMQP_STAYS_IN_RABBIT, "LooseAmqp"),
                arguments(HouseRules.BEANS_ARE_NOT_PUBLIC, "PublicComponent"),
                arguments(HouseRules.BEANS_ARE_NOT_PUBLIC, "PublicRepository"),
                arguments(HouseRules.BEANS_ARE_NOT_PUBLIC, "PublicConfiguration"),
                arguments(HouseRules.BEANS_ARE_NOT_PUBLIC, "PublicProperties"),
                arguments(HouseRules.KEYS_ARE_REVEALED_IN_ONE_PLACE, "Revealing"),
                arguments(HouseRules.KEYS_ARE_REVEALED_IN_ONE_PLACE, "RevealingByReference"),
                arguments(HouseRules.SECRETS_SAY_HOW_THEY_PRINT, "TalkativeSecret"),
                arguments(HouseRules.TIME_IS_INJECTED, "WallClock"),
                arguments(HouseRules.TIME_IS_INJECTED, "WallMillis"),
                arguments(HouseRules.TIME_IS_INJECTED, "WallDate"),
                arguments(HouseRules.TIME_IS_INJECTED, "OwnClock"),
                arguments(HouseRules.NO_METHOD_INJECTION, "SetterInjected"),
                arguments(
                        GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION, "FieldInjected"),
                arguments(
                        GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING, "OldLogging"));
    }

    @Test
    void aMentionOfATableIsNoStatement() {
        var alone = new ClassFileImporter().importClasses(Prose.class);

        assertThatCode(() -> HouseRules.SQL_STAYS_IN_POSTGRES.check(alone))
                .doesNotThrowAnyException();
    }

    /** Words that statements are made of, in sentences. */
    record Prose(String name) {
        String sentence() {
            return name + " was selected from the list; update the setting or delete it";
        }
    }
}

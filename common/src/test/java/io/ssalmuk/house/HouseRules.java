package io.ssalmuk.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.modulith.core.ApplicationModules;

/** What holds for every class of the house, and is checked in each module that has classes. */
public final class HouseRules {

    /** ArchUnit's own option knows folders of tests, and lets a jar of tests through. */
    private static final ImportOption NO_TESTS =
            location ->
                    !location.matches(
                            Pattern.compile(".*(/test-classes/|-tests\\.jar|/testing/).*"));

    static final ArchRule JDBC_STAYS_IN_POSTGRES =
            noClasses()
                    .that(resideInAPackage("..postgres..").negate())
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                    "java.sql..",
                                    "javax.sql..",
                                    "org.postgresql..",
                                    "org.springframework.jdbc.."));

    static final ArchRule SQL_STAYS_IN_POSTGRES =
            noClasses().that(resideInAPackage("..postgres..").negate()).should(new HoldSql());

    static final ArchRule AMQP_STAYS_IN_RABBIT =
            noClasses()
                    .that(resideInAPackage("..rabbit..").negate())
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage("com.rabbitmq..", "org.springframework.amqp.."));

    static final ArchRule BEANS_ARE_NOT_PUBLIC =
            noClasses()
                    .that()
                    .areNotAnnotatedWith(
                            "org.springframework.boot.autoconfigure.SpringBootApplication")
                    .and(Predicates.BEANS)
                    .should()
                    .bePublic();

    static final ArchRule KEYS_ARE_REVEALED_IN_ONE_PLACE =
            noClasses()
                    .that(
                            resideInAnyPackage("io.ssalmuk.secret", "io.ssalmuk.worker.gemini")
                                    .negate())
                    .should()
                    .accessTargetWhere(Predicates.REVEALS_A_KEY);

    static final ArchRule SECRETS_SAY_HOW_THEY_PRINT =
            classes()
                    .that(Predicates.CAN_BE_REVEALED)
                    .should()
                    .notBeRecords()
                    .andShould(Predicates.DECLARE_TO_STRING);

    static final ArchRule TIME_IS_INJECTED =
            noClasses()
                    .that()
                    .areNotAnnotatedWith("org.springframework.context.annotation.Configuration")
                    .should()
                    .accessTargetWhere(Predicates.READS_THE_WALL_CLOCK)
                    .because("only a configuration names the clock that everybody is given");

    static final ArchRule NO_METHOD_INJECTION =
            noMethods()
                    .should()
                    .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired");

    private HouseRules() {}

    public static List<ArchRule> all() {
        return List.of(
                JDBC_STAYS_IN_POSTGRES,
                SQL_STAYS_IN_POSTGRES,
                AMQP_STAYS_IN_RABBIT,
                BEANS_ARE_NOT_PUBLIC,
                KEYS_ARE_REVEALED_IN_ONE_PLACE,
                SECRETS_SAY_HOW_THEY_PRINT,
                TIME_IS_INJECTED,
                NO_METHOD_INJECTION,
                NO_CLASSES_SHOULD_USE_FIELD_INJECTION,
                NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING);
    }

    /** The classes below a package, without those of tests. */
    public static JavaClasses classesBelow(String basePackage) {
        return new ClassFileImporter().withImportOption(NO_TESTS).importPackages(basePackage);
    }

    /** Checks every rule on the classes below a package. */
    public static void check(String basePackage) {
        var classes = classesBelow(basePackage);
        all().forEach(rule -> rule.allowEmptyShould(true).check(classes));
    }

    /**
     * The direct sub-packages as modules; each names in its {@code package-info} which others it
     * may use.
     */
    public static ApplicationModules modulesOf(String basePackage, String... ignored) {
        return ApplicationModules.of(basePackage, resideInAnyPackage(ignored));
    }
}

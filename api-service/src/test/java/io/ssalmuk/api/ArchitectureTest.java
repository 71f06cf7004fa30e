package io.ssalmuk.api;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.metaAnnotatedWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.ssalmuk.client.ClientSecret;
import io.ssalmuk.offence.Offender;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Component;

/** The rules of the house, each with a class that breaks it. */
final class ArchitectureTest {

    private static final JavaClasses OURS =
            new ClassFileImporter()
                    .withImportOption(location -> !location.contains("/test-classes/"))
                    .importPackages("io.ssalmuk.api");

    private static final JavaClasses OFFENDER =
            new ClassFileImporter().importClasses(Offender.class);

    static Stream<ArchRule> rules() {
        return Stream.of(
                classes()
                        .that(
                                annotatedWith(Component.class)
                                        .or(metaAnnotatedWith(Component.class))
                                        .or(annotatedWith(ConfigurationProperties.class)))
                        .and()
                        .doNotHaveFullyQualifiedName(ApiApplication.class.getName())
                        .should()
                        .notBePublic()
                        .because("a bean is wired by Spring, and nobody else's business"),
                noClasses()
                        .that()
                        .resideOutsideOfPackage("..postgres..")
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(
                                        "org.springframework.jdbc..", "org.postgresql.."))
                        .because("SQL is kept in postgres packages"),
                noClasses()
                        .that()
                        .resideOutsideOfPackage("..postgres..")
                        .should()
                        .dependOnClassesThat()
                        .haveNameMatching("java\\.sql\\.(Prepared)?Statement")
                        .because("SQL is kept in postgres packages"),
                noClasses()
                        .that()
                        .resideOutsideOfPackage("..rabbit..")
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage("com.rabbitmq..", "org.springframework.amqp.."))
                        .because("AMQP is kept in rabbit packages"),
                noClasses()
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(
                                        "java.util.logging..", "org.apache.commons.logging.."))
                        .because("logging is SLF4J's"),
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .haveNameMatching("io\\.ssalmuk\\.secret\\.(GeminiKey|KeyOpener|MasterKey)")
                        .because("a Gemini key is readable in the worker only"),
                noClasses()
                        .that()
                        .resideOutsideOfPackage("..admin..")
                        .should(callMethodWhere(JavaCall.Predicates.target(revealing())))
                        .because("a client key is shown once, to the administrator"));
    }

    private static DescribedPredicate<AccessTarget> revealing() {
        return DescribedPredicate.describe(
                "ClientSecret.reveal()",
                target ->
                        target.getName().equals("reveal")
                                && target.getOwner().isEquivalentTo(ClientSecret.class));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theServiceKeepsTheRule(ArchRule rule) {
        rule.check(OURS);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theRuleSeesWhoBreaksIt(ArchRule rule) {
        assertThat(rule.evaluate(OFFENDER).hasViolation()).as(rule.getDescription()).isTrue();
    }

    @Test
    void modulesDependOnEachOtherAsTheySay() {
        ApplicationModules.of(ApiApplication.class).verify();
    }

    @Test
    void noClassIsMissedByTheRules() {
        assertThat(OURS).hasSizeGreaterThan(50);
        assertThat(List.copyOf(OURS)).noneMatch(type -> type.getPackageName().endsWith("offence"));
    }
}

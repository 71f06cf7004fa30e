package io.ssalmuk.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** What the house rules look for. */
final class Predicates {

    private static final Set<String> CLOCKS =
            Set.of("java.time.Clock", "java.time.InstantSource", "java.lang.System");

    private static final Set<String> READINGS =
            Set.of("system", "systemUTC", "systemDefaultZone", "currentTimeMillis");

    static final DescribedPredicate<JavaClass> BEANS =
            describe(
                    "are beans or settings",
                    type ->
                            has(type, "org.springframework.stereotype.Component")
                                    || has(
                                            type,
                                            "org.springframework.boot.context.properties"
                                                    + ".ConfigurationProperties"));

    static final DescribedPredicate<JavaAccess<?>> REVEALS_A_KEY =
            describe(
                    "reveals a Gemini key",
                    access ->
                            access.getTargetOwner()
                                            .isEquivalentTo(io.ssalmuk.secret.GeminiKey.class)
                                    && access.getTarget().getName().equals("reveal"));

    static final DescribedPredicate<JavaClass> CAN_BE_REVEALED =
            describe("can be revealed", type -> type.tryGetMethod("reveal").isPresent());

    static final DescribedPredicate<JavaAccess<?>> READS_THE_WALL_CLOCK =
            describe("reads the wall clock", Predicates::readsTheWallClock);

    static final ArchCondition<JavaClass> DECLARE_TO_STRING =
            new ArchCondition<>("declare how they print") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean declared = type.tryGetMethod("toString").isPresent();
                    var says = type.getName() + (declared ? " declares" : " does not declare");
                    events.add(new SimpleConditionEvent(type, declared, says + " toString()"));
                }
            };

    private Predicates() {}

    private static boolean has(JavaClass type, String annotation) {
        return type.isAnnotatedWith(annotation) || type.isMetaAnnotatedWith(annotation);
    }

    private static boolean readsTheWallClock(JavaAccess<?> access) {
        var owner = access.getTargetOwner().getName();
        var name = access.getTarget().getName();
        return (CLOCKS.contains(owner) && READINGS.contains(name))
                || (owner.startsWith("java.time.") && name.equals("now") && !givenAClock(access))
                || (owner.equals("java.util.Date") && !takesAnything(access));
    }

    private static boolean givenAClock(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                && target.getRawParameterTypes().stream()
                        .anyMatch(type -> type.isEquivalentTo(java.time.Clock.class));
    }

    private static boolean takesAnything(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                && !target.getRawParameterTypes().isEmpty();
    }
}

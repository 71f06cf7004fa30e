package io.ssalmuk.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.simulator.fault.FaultPlan.Victim;
import io.ssalmuk.simulator.quota.QuotaRules;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultPlanTest {
    private static final Victim VICTIM = new Victim("p", "p/key-1", "alias", "bucket", false);

    private final FaultPlan plan = new FaultPlan(new Random(1));

    @Test
    void faultsComeInTheOrderInWhichTheyWereAskedFor() {
        plan.add(FaultOrder.next(Fault.INTERNAL, 2));
        plan.add(FaultOrder.next(Fault.HANG, 1));

        assertThat(plan.draw(VICTIM)).contains(Fault.INTERNAL);
        assertThat(plan.draw(VICTIM)).contains(Fault.INTERNAL);
        assertThat(plan.draw(VICTIM)).contains(Fault.HANG);
        assertThat(plan.draw(VICTIM)).isEmpty();
    }

    @Test
    void aUsedUpFaultGoesOutOfThePlan() {
        plan.add(FaultOrder.next(Fault.INTERNAL, 1));
        assertThat(plan.standing()).hasSize(1);

        plan.draw(VICTIM);

        assertThat(plan.standing()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "*, *, *, true",
        "p, *, *, true",
        "q, *, *, false",
        "*, alias, *, true",
        "*, bucket, *, true",
        "*, other, *, false",
        "*, *, p/key-1, true",
        "*, *, p/key-2, false",
        "p, bucket, p/key-1, true",
        "p, other, p/key-1, false"
    })
    void aTargetIsMetInAllItsParts(String project, String model, String key, boolean met) {
        plan.add(FaultOrder.next(Fault.HANG, 1).at(new FaultTarget(project, model, key)));

        assertThat(plan.draw(VICTIM).isPresent()).isEqualTo(met);
    }

    @ParameterizedTest
    @EnumSource(names = {"STREAM_ERROR", "STREAM_CUT"})
    void faultsOfStreamsWaitForAStream(Fault fault) {
        plan.add(FaultOrder.next(fault, 1));

        assertThat(plan.draw(VICTIM)).isEmpty();
        assertThat(plan.draw(new Victim("p", "k", "m", "b", true))).contains(fault);
    }

    @Test
    void aFaultForThreeCallsHitsThreeHoweverManyCallAtOnce() {
        plan.add(FaultOrder.next(Fault.HANG, 3));
        var hits = new AtomicInteger();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                threads.execute(() -> plan.draw(VICTIM).ifPresent(_ -> hits.incrementAndGet()));
            }
        }

        assertThat(hits).hasValue(3);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"UNAVAILABLE", "EXHAUSTED", "PREPAY", "SPENDING_CAP", "CUT_BEFORE"},
            mode = EnumSource.Mode.EXCLUDE)
    void whatReachedTheModelSpendsQuotaUnderAnyRules(Fault fault) {
        QuotaRules lenient = QuotaRules.USUAL.withUnavailableCounting(false);

        assertThat(fault.spends(QuotaRules.USUAL)).isTrue();
        assertThat(fault.spends(lenient)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"EXHAUSTED", "PREPAY", "SPENDING_CAP"})
    void a429SpendsIfRefusalsCount(Fault fault) {
        assertThat(fault.spends(QuotaRules.USUAL)).isFalse();
        assertThat(fault.spends(QuotaRules.USUAL.withRefusalsCounting(true))).isTrue();
    }
}

package io.ssalmuk.harness.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.harness.chaos.FaultPlan.Step;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    @Test
    void aSeedAlwaysGivesTheSameFaults() {
        assertThat(new FaultPlan(7, 2, 3).full()).isEqualTo(new FaultPlan(7, 2, 3).full());
        assertThat(new FaultPlan(7, 2, 3).full()).isNotEqualTo(new FaultPlan(8, 2, 3).full());
    }

    @Test
    void thereAreAtLeastFortyAndFiveOfThemWipes() {
        var faults = new FaultPlan(1, 2, 3).full().stream().map(Step::fault).toList();

        assertThat(faults).hasSizeGreaterThanOrEqualTo(40);
        assertThat(faults).filteredOn(Fault.WipeBroker.class::isInstance).hasSize(5);
        assertThat(faults.stream().map(Object::getClass).distinct()).hasSize(8);
    }
}

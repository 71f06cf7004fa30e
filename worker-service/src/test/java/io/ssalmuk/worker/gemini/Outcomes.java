package io.ssalmuk.worker.gemini;

import io.ssalmuk.worker.gemini.CallOutcome.Throttled;
import io.ssalmuk.worker.gemini.CallOutcome.Trouble;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.assertj.core.api.ObjectAssert;

/** Ways to look closer at an outcome. */
final class Outcomes {

    static final InstanceOfAssertFactory<Throttled, ObjectAssert<Throttled>> THROTTLED =
            InstanceOfAssertFactories.type(Throttled.class);

    static final InstanceOfAssertFactory<Trouble, ObjectAssert<Trouble>> TROUBLE =
            InstanceOfAssertFactories.type(Trouble.class);

    private Outcomes() {}
}

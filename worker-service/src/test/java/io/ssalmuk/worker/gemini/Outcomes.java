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

    /** Without what it teaches. */
    static CallOutcome untaught(CallOutcome outcome) {
        return switch (outcome) {
            case Throttled(var span, var pause, var reason, _) ->
                    new Throttled(span, pause, reason);
            case CallOutcome.KeyFault(var reason, _) -> new CallOutcome.KeyFault(reason);
            case CallOutcome.Answered _,
                    CallOutcome.Refused _,
                    CallOutcome.Trouble _,
                    CallOutcome.Late _,
                    CallOutcome.Interrupted _ ->
                    outcome;
        };
    }
}

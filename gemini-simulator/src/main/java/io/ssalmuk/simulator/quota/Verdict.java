package io.ssalmuk.simulator.quota;

import io.ssalmuk.simulator.refusal.Refusal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What the quota says to a call, stamped with the instant at which the call counted as arrived. */
public sealed interface Verdict {
    Instant at();

    /** Whether the call spent quota. */
    boolean charged();

    /** Let through; the mishap, if one was drawn, is the name of what goes wrong next. */
    record Granted(Instant at, boolean charged, Optional<String> mishap) implements Verdict {}

    record Refused(Instant at, boolean charged, Set<Dimension> exceeded, Refusal refusal)
            implements Verdict {}
}

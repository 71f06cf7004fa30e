package io.ssalmuk.simulator.quota;

import java.util.Optional;

/** All that decides a charge besides what was spent before. */
record Terms(Limits limits, QuotaRules rules, Optional<OtherUse> others) {}

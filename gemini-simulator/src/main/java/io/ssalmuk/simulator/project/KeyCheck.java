package io.ssalmuk.simulator.project;

import io.ssalmuk.simulator.refusal.Refusal;

/** What came of looking at a caller's key. */
public sealed interface KeyCheck {
    record Admitted(ApiKey key) implements KeyCheck {}

    /** Project and name are the key's, or "unknown"; the reason is a word for reports. */
    record Denied(String project, String keyName, String reason, Refusal refusal)
            implements KeyCheck {}
}

package io.ssalmuk.queue.rabbit;

import io.ssalmuk.job.Line;
import java.util.UUID;

/** What Ssalmuk's things are called on the broker, as the management console shows them. */
final class BrokerNames {

    static final String ENDS = "ssalmuk.ends";
    static final String SIGNALS = "ssalmuk.signals";
    static final String DEAD_LETTERS = "ssalmuk.dead-letters";

    private BrokerNames() {}

    static String queue(Line line) {
        return "ssalmuk.jobs." + line;
    }

    /** Where one process takes what is sent to it alone. */
    static String replies(UUID process) {
        return "ssalmuk.replies." + process;
    }

    static String marker(UUID marker) {
        return "ssalmuk.marker." + marker;
    }
}

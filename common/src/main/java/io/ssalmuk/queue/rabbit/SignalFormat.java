package io.ssalmuk.queue.rabbit;

import io.ssalmuk.job.JobId;
import io.ssalmuk.queue.Signal;
import java.util.Optional;

/** A signal as a message: one word, and perhaps what it is about. */
final class SignalFormat {

    private static final String WORK = "work-waiting";
    private static final String CAPACITY = "capacity-changed";
    private static final String CANCEL = "cancel ";
    private static final String FREED = "permit-freed ";

    private static final String FILES = "files-deleted";

    private static final String WEBHOOKS = "webhooks-due";

    private SignalFormat() {}

    static String write(Signal signal) {
        return switch (signal) {
            case Signal.WorkWaiting _ -> WORK;
            case Signal.CapacityChanged _ -> CAPACITY;
            case Signal.FilesDeleted _ -> FILES;
            case Signal.PermitFreed(var bucket) -> FREED + bucket;
            case Signal.WebhooksDue _ -> WEBHOOKS;
            case Signal.Cancel(var job) -> CANCEL + job;
        };
    }

    /** Empty for a word that a newer version sent. */
    static Optional<Signal> read(String text) {
        return switch (text) {
            case WORK -> Optional.of(new Signal.WorkWaiting());
            case CAPACITY -> Optional.of(new Signal.CapacityChanged());
            case FILES -> Optional.of(new Signal.FilesDeleted());
            case WEBHOOKS -> Optional.of(new Signal.WebhooksDue());
            default -> ofOne(text);
        };
    }

    private static Optional<Signal> ofOne(String text) {
        return text.startsWith(FREED)
                ? Optional.of(new Signal.PermitFreed(text.substring(FREED.length())))
                : ofJob(text);
    }

    private static Optional<Signal> ofJob(String text) {
        return text.startsWith(CANCEL)
                ? JobId.parse(text.substring(CANCEL.length())).map(Signal.Cancel::new)
                : Optional.empty();
    }
}

package io.ssalmuk.webhook;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What clients are told of. */
public enum EventType {
    JOB_COMPLETED("job.completed"),
    JOB_FAILED("job.failed"),
    JOB_CANCELLED("job.cancelled"),
    JOB_EXPIRED("job.expired"),
    /** Made when an endpoint's owner asks for it; nobody subscribes to it. */
    TEST("webhook.test");

    private final String text;

    EventType(String text) {
        this.text = text;
    }

    /** As the API and the database spell it: of a job, its state behind {@code job.} */
    public String text() {
        return text;
    }

    /** Those that an endpoint may ask for. */
    public static Set<EventType> ofJobs() {
        return EnumSet.complementOf(EnumSet.of(TEST));
    }

    public static Optional<EventType> of(String text) {
        return Arrays.stream(values()).filter(event -> event.text.equals(text)).findFirst();
    }
}

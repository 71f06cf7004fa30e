package io.ssalmuk.harness.quota;

import io.ssalmuk.harness.quota.Load.Submitted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What jobs have come to. */
record Ends(List<JsonNode> jobs) {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private static final List<String> OPEN = List.of("queued", "processing");

    private static final double MOST = 0.95;

    /** Waits for all of them, but no longer than this. */
    static Ends await(Load load, List<Submitted> jobs, Duration most) throws InterruptedException {
        var deadline = Instant.now().plus(most);
        var now = new Ends(load.look(jobs));
        while (now.open() > 0 && Instant.now().isBefore(deadline)) {
            Thread.sleep(LOOK_EVERY);
            now = new Ends(load.look(jobs));
        }
        return now;
    }

    private static String status(JsonNode job) {
        return job.path("status").asString();
    }

    long open() {
        return jobs.stream().filter(job -> OPEN.contains(status(job))).count();
    }

    long completed() {
        return jobs.stream().filter(job -> status(job).equals("completed")).count();
    }

    long inOneAttempt() {
        return jobs.stream().filter(job -> job.path("attempts").asInt(0) == 1).count();
    }

    /** Ended in any other way. */
    long failed() {
        return jobs.size() - open() - completed();
    }

    long failedWith(int upstreamStatus) {
        return jobs.stream()
                .filter(job -> job.path("error").path("upstream_status").asInt(0) == upstreamStatus)
                .count();
    }

    /** The time from submission to end that all but a twentieth stayed below. */
    Duration usual() {
        var times =
                jobs.stream()
                        .filter(job -> job.has("completed_at"))
                        .map(job ->
                                Duration.between(at(job, "created_at"), at(job, "completed_at")))
                        .sorted()
                        .toList();
        return times.isEmpty()
                ? Duration.ZERO
                : times.get((int) Math.floor(MOST * (times.size() - 1)));
    }

    private static Instant at(JsonNode job, String field) {
        return Instant.parse(job.path(field).asString());
    }
}

package io.ssalmuk.harness.quota;

import io.ssalmuk.harness.quota.Load.Submitted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What was said at submission about when a job would end, against when it did. */
final class Etas {

    private static final Duration TOLERANCE = Duration.ofSeconds(60);

    /** Of the time from submission to end. */
    private static final int TENTH = 10;

    private Etas() {}

    /** Nothing, if nothing was said. */
    static String of(List<Submitted> jobs, List<JsonNode> ends) {
        int said = 0;
        int right = 0;
        for (int n = 0; n < jobs.size(); n++) {
            var eta = jobs.get(n).answer().path("eta");
            if (eta.isString() && ends.get(n).has("completed_at")) {
                said++;
                right += isRight(Instant.parse(eta.asString()), ends.get(n)) ? 1 : 0;
            }
        }
        return said == 0
                ? ""
                : "; %d of %d ETAs within 60 s or a tenth of the time".formatted(right, said);
    }

    private static boolean isRight(Instant eta, JsonNode job) {
        var created = Instant.parse(job.path("created_at").asString());
        var completed = Instant.parse(job.path("completed_at").asString());
        var tenth = Duration.between(created, completed).dividedBy(TENTH);
        var most = tenth.compareTo(TOLERANCE) > 0 ? tenth : TOLERANCE;
        return Duration.between(eta, completed).abs().compareTo(most) <= 0;
    }
}

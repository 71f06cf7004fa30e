package io.ssalmuk.worker.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobError;
import io.ssalmuk.webhook.Deliveries.Due;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventBodyTest {

    private static final String BASE = "https://ssalmuk.example";

    private static String write(Due due, Optional<Body> answer) {
        return new String(EventBody.write(due, BASE, answer), StandardCharsets.UTF_8);
    }

    @Test
    void aThinEventSaysHowAJobEndedAndWhereItIs() {
        var due = Dues.due(1, Dues.target("https://a.example"));
        var job = due.job();

        assertThat(write(due, Optional.empty()))
                .isEqualTo(
                        "{\"type\":\"job.completed\",\"version\":\"v1\","
                                + "\"timestamp\":\"2026-11-24T10:00:00.123Z\",\"data\":{"
                                + "\"request_id\":\""
                                + job
                                + "\",\"status\":\"completed\","
                                + "\"model\":\"gemini-2.5-flash\","
                                + "\"created_at\":\"2026-11-24T10:00:00.123Z\","
                                + "\"completed_at\":\"2026-11-24T10:00:00.123Z\","
                                + "\"status_url\":\"https://ssalmuk.example/api/status/"
                                + job
                                + "\","
                                + "\"metadata\":{\"order\":4711,\"exact\":1.10}}}");
    }

    @Test
    void aFullEventHasTheAnswerAsItCame() {
        var due = Dues.due(1, Dues.target("https://a.example"));
        var answer = Body.of("{\"candidates\":[],\"new\":1.0}");

        assertThat(write(due, Optional.of(answer)))
                .endsWith(",\"response\":" + answer.text() + "}}");
    }

    @Test
    void anAnswerThatIsTooLargeIsToBeHadAtTheLink() {
        var due = Dues.due(1, Dues.target("https://a.example"));
        var answer = Body.of("{\"text\":\"" + "x".repeat(1024 * 1024) + "\"}");

        assertThat(write(due, Optional.of(answer))).endsWith(",\"response_omitted\":true}}");
    }

    @Test
    void aFailureSaysWhy() {
        var due = Dues.failed(new JobError("INVALID_ARGUMENT", 400, "no \"such\" thing"));

        assertThat(write(due, Optional.empty()))
                .contains("\"type\":\"job.failed\"")
                .endsWith(
                        "\"error\":{\"code\":\"INVALID_ARGUMENT\","
                                + "\"message\":\"no \\\"such\\\" thing\",\"upstream_status\":400}}}");
    }
}

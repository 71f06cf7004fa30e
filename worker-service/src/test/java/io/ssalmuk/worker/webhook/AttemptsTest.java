package io.ssalmuk.worker.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.job.JobState;
import io.ssalmuk.job.Jobs;
import io.ssalmuk.secret.SigningSecret;
import io.ssalmuk.webhook.Deliveries.Due;
import io.ssalmuk.webhook.Deliveries.Settled;
import io.ssalmuk.webhook.Deliveries.Target;
import io.ssalmuk.webhook.Deliveries.Verdict;
import io.ssalmuk.worker.webhook.Attempts.AttemptParts;
import io.ssalmuk.worker.webhook.Attempts.Ended;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptsTest {

    private static final Duration REST = Duration.ofHours(2);

    private final SigningSecret secret = SigningSecret.make(new SecureRandom());
    private final FakeCourier courier = new FakeCourier();
    private final Attempts attempts =
            new Attempts(
                    new AttemptParts(
                            courier, new Signer(_ -> secret), new Answered(), Dues.LOOPBACK),
                    Dues.properties(Duration.ofSeconds(15)),
                    new Random(7));

    /** Every job has completed with the same answer. */
    private static final class Answered implements Jobs {

        @Override
        public Optional<Job> find(JobId id, ClientId owner) {
            return Optional.of(
                    new Job(
                            id,
                            JobMethod.GENERATE_CONTENT,
                            "model",
                            JobState.COMPLETED,
                            1,
                            Dues.HAPPENED,
                            null,
                            Dues.HAPPENED,
                            null,
                            Body.of("{\"candidates\":[]}")));
        }

        @Override
        public Set<JobId> ended(Collection<JobId> jobs) {
            return Set.of();
        }
    }

    private Ended make(Due due) throws InterruptedException {
        return attempts.make(due);
    }

    private Settled answered(int code, int attempt) throws InterruptedException {
        courier.answers(new Receipt.Answered(code, Optional.empty()));
        return make(Dues.due(attempt, Dues.target("http://127.0.0.1:1/x"))).settled();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204, 299})
    void whoTakesItHasIt(int code) throws InterruptedException {
        var settled = answered(code, 1);

        assertThat(settled.verdict()).isEqualTo(new Verdict.Delivered());
        assertThat(settled.responseCode()).isEqualTo(code);
        assertThat(settled.error()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 400, 401, 404, 429, 500, 503})
    void everyOtherAnswerIsTriedAgain(int code) throws InterruptedException {
        var settled = answered(code, 1);

        assertThat(settled.verdict()).isInstanceOf(Verdict.Again.class);
        assertThat(settled.error()).contains(Integer.toString(code));
    }

    @Test
    void afterTheLastPauseItIsGivenUp() throws InterruptedException {
        assertThat(answered(500, 2).verdict()).isInstanceOf(Verdict.Again.class);
        assertThat(answered(500, 3).verdict()).isEqualTo(new Verdict.GivenUp());
    }

    @Test
    void whoIsGoneIsTurnedOff() throws InterruptedException {
        courier.answers(new Receipt.Answered(410, Optional.empty()));

        var ended = make(Dues.due(1, Dues.target("http://127.0.0.1:1")));

        assertThat(ended.settled().verdict()).isEqualTo(new Verdict.GivenUp());
        assertThat(ended.disable()).hasValueSatisfying(why -> assertThat(why).contains("410"));
    }

    @Test
    void whoAsksToBeLeftAloneIs() throws InterruptedException {
        courier.answers(new Receipt.Answered(503, Optional.of(REST)));
        var due = Dues.due(1, Dues.target("http://127.0.0.1:1"));

        assertThat(make(due).settled().verdict()).isEqualTo(new Verdict.Again(REST));

        courier.answers(new Receipt.Answered(503, Optional.of(Duration.ofDays(400))));
        assertThat(make(due).settled().verdict())
                .isEqualTo(new Verdict.Again(Duration.ofHours(24)));
        courier.answers(new Receipt.Answered(503, Optional.of(Duration.ZERO)));
        assertThat(make(due).settled().verdict()).isNotEqualTo(new Verdict.Again(Duration.ZERO));
    }

    @Test
    void whoHasFailedForFiveDaysIsTurnedOffAndToldWhy() throws InterruptedException {
        courier.answers(new Receipt.Silent("the connection failed or was closed"));
        var soon = Dues.target("http://127.0.0.1:1", Optional.of(Duration.ofHours(119)));
        var late = Dues.target("http://127.0.0.1:1", Optional.of(Duration.ofHours(121)));

        assertThat(make(Dues.due(1, soon)).disable()).isEmpty();
        assertThat(make(Dues.due(1, late)).disable())
                .hasValueSatisfying(
                        why -> assertThat(why).contains("121 hours", "the connection failed"));
    }

    @Test
    void whatLeadsInsideIsRefusedWithTheReason() throws InterruptedException {
        var settled = make(Dues.due(1, Dues.target("http://10.0.0.1/x"))).settled();

        assertThat(settled.verdict()).isEqualTo(new Verdict.GivenUp());
        assertThat(settled.error()).startsWith("refused").contains("public Internet");
        assertThat(courier.posted()).isEmpty();
    }

    @Test
    void whatHasNobodyToGoToIsGivenUp() throws InterruptedException {
        var settled = make(Dues.due(1, Optional.empty())).settled();

        assertThat(settled.verdict()).isEqualTo(new Verdict.GivenUp());
        assertThat(settled.error()).contains("deleted or is not active");
    }

    @Test
    void theWholeResultGoesToWhoWantsIt() throws InterruptedException {
        var target =
                new Target(
                        Optional.empty(),
                        "http://127.0.0.1:1",
                        true,
                        List.of(Dues.SECRET),
                        Optional.empty());

        make(Dues.due(1, Optional.of(target)));

        assertThat(new String(courier.posted().getFirst().body(), StandardCharsets.UTF_8))
                .contains("\"response\":{\"candidates\":[]}");
    }

    @Test
    void everyAttemptHasTheSameIdAndBodyAndItsOwnTime() throws InterruptedException {
        var due = Dues.due(1, Dues.target("http://127.0.0.1:1/x?y"));
        make(due);
        make(due);

        var letters = courier.posted();
        assertThat(letters).extracting(Letter::id).containsExactly(due.id(), due.id());
        assertThat(letters.getFirst().body()).isEqualTo(letters.getLast().body());
        assertThat(letters.getFirst().at()).isEqualTo(Dues.NOW);
        assertThat(letters.getFirst().url().path()).isEqualTo("/x?y");
        assertThat(letters.getFirst().signatures()).startsWith("v1,");
    }
}

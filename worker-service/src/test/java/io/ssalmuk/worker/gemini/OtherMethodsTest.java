package io.ssalmuk.worker.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.Claim;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.secret.GeminiKey;
import io.ssalmuk.worker.fixture.Given;
import io.ssalmuk.worker.gemini.CallOutcome.Answered;
import io.ssalmuk.worker.gemini.CallOutcome.Late;
import io.ssalmuk.worker.gemini.CallOutcome.Refused;
import io.ssalmuk.worker.gemini.CallOutcome.Trouble;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every method is called with the raw body in and the raw body out. */
class OtherMethodsTest {

    private static final GeminiKey KEY = new GeminiKey("AQ.secret-1");

    private static final String ODD_BODY =
            "{\"requests\":[{\"content\":{\"parts\":[{\"text\":\"ü\"}]},\"future\":[1.10,{}]}],"
                    + "\"exact\":123456789012345678901234567890}";

    private static CallOutcome call(LocalGemini gemini, JobMethod method, String body) {
        var properties = new GeminiProperties(gemini.url(), Duration.ofMinutes(1), 4);
        return new GenAiUpstream(properties).call(claim(method, body), KEY, () -> true);
    }

    private static Claim claim(JobMethod method, String body) {
        var ticket = Given.ticket();
        return new Claim(ticket.job(), 1, 0, 3, method, "a-model", ticket, Body.of(body));
    }

    @ParameterizedTest
    @CsvSource({
        "GENERATE_CONTENT, generateContent",
        "BATCH_EMBED_CONTENTS, batchEmbedContents",
        "COUNT_TOKENS, countTokens"
    })
    void theMethodIsInThePathAndTheBodyAsItWasSent(JobMethod method, String path) {
        try (var gemini = LocalGemini.answering(200, "{}")) {
            call(gemini, method, ODD_BODY);

            assertThat(gemini.arrived()).hasSize(1);
            var arrived = gemini.arrived().getFirst();
            assertThat(arrived.target()).isEqualTo("/v1beta/models/a-model:" + path);
            assertThat(arrived.body()).isEqualTo(ODD_BODY);
            assertThat(arrived.headers().get("x-goog-api-key")).containsExactly(KEY.reveal());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theAnswerComesBackCharacterForCharacter(JobMethod method) {
        var answer =
                "{ \"embeddings\":[{\"values\":[0.10,-1e-7],\"new\":null}], \"totalTokens\": 3 }";
        try (var gemini = LocalGemini.answering(200, answer)) {
            assertThat(call(gemini, method, ODD_BODY)).isEqualTo(new Answered(Body.of(answer)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatIsNoObjectIsNone(JobMethod method) {
        try (var gemini = LocalGemini.answering(200, "{\"embeddings\":[")) {
            assertThat(call(gemini, method, ODD_BODY))
                    .asInstanceOf(Outcomes.TROUBLE)
                    .matches(Trouble::sent)
                    .extracting(trouble -> trouble.error().code())
                    .isEqualTo("BAD_ANSWER");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anErrorIsJudgedWhateverWasCalled(JobMethod method) {
        var body = GoogleBodies.error(400, "INVALID_ARGUMENT", "no");
        try (var gemini = LocalGemini.answering(400, body)) {
            assertThat(call(gemini, method, ODD_BODY)).isInstanceOf(Refused.class);
        }
        try (var gemini = LocalGemini.answering(503, "")) {
            assertThat(call(gemini, method, ODD_BODY)).isInstanceOf(Trouble.class);
            assertThat(gemini.arrived()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLatePermitNeverReachesTheUpstream(JobMethod method) {
        try (var gemini = LocalGemini.answering(200, "{}")) {
            var properties = new GeminiProperties(gemini.url(), Duration.ofMinutes(1), 4);
            var outcome =
                    new GenAiUpstream(properties).call(claim(method, ODD_BODY), KEY, () -> false);
            assertThat(outcome).isEqualTo(new Late());
            assertThat(gemini.arrived()).isEmpty();
        }
    }

    @Test
    void thousandsOfNumbersComeThrough() {
        var vector = "[" + "0.012345678,".repeat(3_071) + "1]";
        var answer = "{\"embeddings\":[" + ("{\"values\":" + vector + "},").repeat(99);
        answer += "{\"values\":" + vector + "}]}";
        try (var gemini = LocalGemini.answering(200, answer)) {
            assertThat(call(gemini, JobMethod.BATCH_EMBED_CONTENTS, ODD_BODY))
                    .isEqualTo(new Answered(Body.of(answer)));
        }
    }
}

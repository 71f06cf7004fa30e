package io.ssalmuk.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.simulator.json.Json;
import io.ssalmuk.simulator.quota.Limits;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class GenerateTest {
    private final GeminiSimulator simulator =
            GeminiSimulator.builder().limits(Limits.NONE).echoUnknown(true).keep(100, 2).start();
    private final Caller caller = Caller.of(simulator);

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void theAnswerIsThePrompt() {
        Answer answer = caller.ask("What is a blackbird? 🐦");

        assertThat(answer.said()).isEqualTo("What is a blackbird? 🐦");
        assertThat(answer.json().at("/candidates/0/finishReason").asString()).isEqualTo("STOP");
        assertThat(answer.json().path("modelVersion").asString()).isEqualTo(Caller.FLASH);
        assertThat(answer.json().path("responseId").asString()).isNotEmpty();
    }

    @Test
    void usageAddsUp() {
        var usage = caller.ask("twelve chars").json().path("usageMetadata");

        assertThat(usage.path("promptTokenCount").asInt()).isEqualTo(3);
        assertThat(usage.path("candidatesTokenCount").asInt()).isEqualTo(3);
        assertThat(usage.path("thoughtsTokenCount").asInt()).isEqualTo(8);
        assertThat(usage.path("totalTokenCount").asInt()).isEqualTo(14);
        assertThat(usage.at("/promptTokensDetails/0/modality").asString()).isEqualTo("TEXT");
    }

    @Test
    void mediaCostWhatTheirModalityDoes() {
        var usage =
                caller.generate(
                                """
                                {"contents":[{"parts":[
                                  {"inlineData":{"mimeType":"image/png","data":"AAAA"}},
                                  {"inline_data":{"mime_type":"audio/mp3","data":"AAAA"}},
                                  {"text":"four"}]}]}
                                """)
                        .json()
                        .path("usageMetadata");

        assertThat(usage.path("promptTokenCount").asInt()).isEqualTo(258 + 320 + 1);
        assertThat(usage.path("promptTokensDetails")).hasSize(3);
    }

    @Test
    void fieldsMayBeSpelledEitherWay() {
        String request =
                """
                {"contents":[{"parts":[{"text":"twelve chars"}]}],
                 "system_instruction":{"parts":[{"text":"four"}]},
                 "generation_config":{"max_output_tokens":2}}
                """;

        Answer answer = caller.generate(request);

        assertThat(answer.said()).isEqualTo("twelve c");
        assertThat(answer.json().at("/candidates/0/finishReason").asString())
                .isEqualTo("MAX_TOKENS");
        assertThat(answer.json().at("/usageMetadata/promptTokenCount").asInt()).isEqualTo(4);
    }

    @Test
    void unknownFieldsAreAcceptedAndComeBack() {
        Answer answer =
                caller.generate(
                        """
                        {"contents":[{"parts":[{"text":"x"}]}], "safety_settings":[],
                         "futureField":{"a":[1]}, "generationConfig":{"topK":3,"futureKnob":true}}
                        """);

        assertThat(answer.json().path("simulatorUnknown").toString())
                .isEqualTo(
                        "{\"futureField\":{\"a\":[1]},\"generationConfig\":{\"futureKnob\":true}}");
    }

    @Test
    void rawBodiesAreKeptAsSentAndTheOldestGivesWay() {
        String odd = "{ \"contents\":[{\"parts\":[{\"text\":\"x\"}]}],\n\"zz\" : 1.50 }";
        caller.ask("a");
        caller.ask("b");

        caller.generate(odd);

        var bodies = simulator.controls().bodies();
        assertThat(bodies).hasSize(2);
        assertThat(bodies.getLast().body()).isEqualTo(odd);
        assertThat(bodies.getLast().headers()).doesNotContainKey("x-goog-api-key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"contents\":[]}",
                "{\"contents\":[{\"role\":\"user\"}]}",
                "{\"contents\":[{\"role\":\"assistant\",\"parts\":[{\"text\":\"x\"}]}]}",
                "{\"contents\":[{\"parts\":[{\"text\":\"x\"}]}],\"generationConfig\":{\"temperature\":2.1}}",
                "{\"contents\":[{\"parts\":[{\"text\":\"x\"}]}],\"generationConfig\":{\"temperature\":\"hot\"}}",
                "{\"contents\":[{\"parts\":[{\"text\":\"x\"}]}],\"generationConfig\":{\"topP\":-1}}"
            })
    void aBadRequestIsAnInvalidArgumentAndCostsNothing(String body) {
        Answer answer = caller.generate(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error().path("status").asString()).isEqualTo("INVALID_ARGUMENT");
        assertThat(answer.error().path("message").asString()).isNotEmpty();
        assertThat(simulator.controls().ledger()).isEmpty();
    }

    @Test
    void anUnknownModelIsNotFound() {
        Answer answer = caller.ask("gemini-9", "x");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error().path("message").asString())
                .isEqualTo(
                        "models/gemini-9 is not found for API version v1beta, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods.");
    }

    @Test
    void anEmbeddingModelDoesNotGenerate() {
        assertThat(caller.ask("gemini-embedding-001", "x").status()).isEqualTo(404);
    }

    @Test
    void anUnknownPathIsNotFoundInGooglesShape() {
        for (String path :
                new String[] {"/", "/v1beta/nothing", "/v2/models", "/v1/models/x:dance"}) {
            Answer answer = caller.post(path, "{}");

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.error().path("status").asString()).isEqualTo("NOT_FOUND");
        }
    }

    @Test
    void bothVersionsAndBothPlacesForTheKeyWork() {
        Answer answer =
                caller.send(
                        "POST",
                        "/v1/models/gemini-2.5-flash:generateContent?key=" + caller.key(),
                        Map.of(),
                        Caller.contents("hello").toString());

        assertThat(answer.said()).isEqualTo("hello");
    }

    @Test
    void tokensAreCountedBareAndWithinAGenerateContentRequest() {
        String path = "/v1beta/models/gemini-2.5-flash:countTokens";
        String bare = Caller.contents("twelve chars").toString();

        assertThat(caller.post(path, bare).json().path("totalTokens").asInt()).isEqualTo(3);
        assertThat(
                        caller.post(path, "{\"generateContentRequest\":" + bare + "}")
                                .json()
                                .path("totalTokens")
                                .asInt())
                .isEqualTo(3);
    }

    @Test
    void equalTextsHaveEqualVectors() {
        var embeddings = caller.embed("a", "b", "a").json().path("embeddings");

        assertThat(embeddings).hasSize(3);
        assertThat(embeddings.get(0)).isEqualTo(embeddings.get(2)).isNotEqualTo(embeddings.get(1));
    }

    @Test
    void aSingleTextIsEmbeddedInAsManyDimensionsAsAsked() {
        Answer answer =
                caller.post(
                        "/v1beta/models/gemini-embedding-001:embedContent",
                        "{\"content\":{\"parts\":[{\"text\":\"x\"}]},\"output_dimensionality\":5}");

        assertThat(answer.json().at("/embedding/values")).hasSize(5);
    }

    @Test
    void modelsAreListedByPagesOfWhichTheLastHasNoToken() {
        int all = caller.get("/v1beta/models").json().path("models").size();

        Answer first = caller.get("/v1beta/models?pageSize=" + (all - 1));
        String token = first.json().path("nextPageToken").asString();
        Answer last = caller.get("/v1beta/models?pageSize=5&pageToken=" + token);

        assertThat(first.json().path("models")).hasSize(all - 1);
        assertThat(last.json().path("models")).hasSize(1);
        assertThat(last.json().has("nextPageToken")).isFalse();
    }

    @Test
    void oneModelIsDescribed() {
        var model = caller.get("/v1/models/gemini-embedding-001").json();

        assertThat(model.path("name").asString()).isEqualTo("models/gemini-embedding-001");
        assertThat(model.path("supportedGenerationMethods").toString()).contains("embedContent");
        assertThat(caller.get("/v1/models/none").status()).isEqualTo(404);
    }

    @Test
    void anAnswerCanBeSetAndThePriceFixed() {
        simulator
                .controls()
                .changeAnswers(style ->
                        style.with(prompt -> prompt.text().toUpperCase(Locale.ROOT))
                                .withPromptTokens(OptionalLong.of(77)));

        Answer answer = caller.ask("quiet");

        assertThat(answer.said()).isEqualTo("QUIET");
        assertThat(answer.json().at("/usageMetadata/promptTokenCount").asInt()).isEqualTo(77);
    }

    @Test
    void candidatesAreAsManyAsAskedFor() {
        var body = (ObjectNode) Caller.contents("x");
        body.set("generationConfig", Json.object().put("candidateCount", 2));

        assertThat(caller.generate(body.toString()).json().path("candidates")).hasSize(2);
    }
}

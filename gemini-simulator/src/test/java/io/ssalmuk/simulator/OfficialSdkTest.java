package io.ssalmuk.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.genai.Client;
import com.google.genai.errors.ClientException;
import com.google.genai.types.DeleteFileConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.ListModelsConfig;
import com.google.genai.types.Model;
import com.google.genai.types.UploadFileConfig;
import io.ssalmuk.simulator.quota.Limits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Google's own client is the judge of whether this is Google's API. */
class OfficialSdkTest {
    private final GeminiSimulator simulator =
            GeminiSimulator.builder().limits(Limits.perMinute(3)).start();
    private final Client client =
            Client.builder()
                    .apiKey(simulator.keys().getFirst().secret())
                    .vertexAI(false)
                    .httpOptions(
                            HttpOptions.builder()
                                    .baseUrl(simulator.baseUrl())
                                    .retryOptions(
                                            HttpRetryOptions.builder()
                                                    .attempts(1)
                                                    .httpStatusCodes(List.of())
                                                    .build())
                                    .build())
                    .build();

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void generates() {
        GenerateContentResponse response =
                client.models.generateContent(Caller.FLASH, "Say this", null);

        assertThat(response.text()).isEqualTo("Say this");
        assertThat(response.usageMetadata().orElseThrow().promptTokenCount()).contains(2);
    }

    @Test
    void streams() {
        var pieces = new ArrayList<String>();
        try (var stream = client.models.generateContentStream(Caller.FLASH, "one two six", null)) {
            stream.forEach(piece -> pieces.add(piece.text()));
        }

        assertThat(pieces).hasSize(3);
        assertThat(String.join("", pieces)).isEqualTo("one two six");
    }

    @Test
    void embedsSeveralTextsAtOnce() {
        var response =
                client.models.embedContent("gemini-embedding-001", List.of("one", "two"), null);

        assertThat(response.embeddings().orElseThrow()).hasSize(2);
        assertThat(simulator.controls().ledger("project-1", "gemini-embedding-001").orElseThrow())
                .satisfies(bucket -> assertThat(bucket.spent().requests()).isEqualTo(2));
    }

    @Test
    void countsTokens() {
        assertThat(client.models.countTokens(Caller.FLASH, "twelve chars", null).totalTokens())
                .contains(3);
    }

    @Test
    void listsModelsAndComesToAnEnd() {
        var names = new ArrayList<String>();
        for (Model model : client.models.list(ListModelsConfig.builder().pageSize(4).build())) {
            names.add(model.name().orElseThrow());
        }

        assertThat(names).hasSizeGreaterThan(8).doesNotHaveDuplicates();
    }

    @Test
    void uploadsGetsAndDeletesAFile() {
        byte[] bytes = "some notes".getBytes(StandardCharsets.UTF_8);
        var uploaded =
                client.files.upload(
                        bytes, UploadFileConfig.builder().mimeType("text/plain").build());
        String name = uploaded.name().orElseThrow();

        assertThat(client.files.get(name, null).sizeBytes()).contains((long) bytes.length);
        assertThat(client.files.get(name, null).state().orElseThrow().toString())
                .isEqualTo("ACTIVE");
        client.files.delete(name, DeleteFileConfig.builder().build());
        assertThatThrownBy(() -> client.files.get(name, null)).isInstanceOf(ClientException.class);
    }

    @Test
    void understandsARefusal() {
        simulator.controls().setLimits("*", "*", Limits.perMinute(0));

        assertThatThrownBy(() -> client.models.generateContent(Caller.FLASH, "x", null))
                .isInstanceOfSatisfying(
                        ClientException.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(429);
                            assertThat(refused.status()).isEqualTo("RESOURCE_EXHAUSTED");
                            assertThat(refused.getMessage())
                                    .contains("Please retry in")
                                    .contains("google.rpc.QuotaFailure");
                        });
    }
}

package io.ssalmuk.api.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class StreamLinesTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StreamLines lines = new StreamLines(out);

    private String written() {
        return out.toString(UTF_8);
    }

    private static String chunk(String parts) {
        return "{\"candidates\":[{\"content\":{\"parts\":[" + parts + "]}}]}";
    }

    @Test
    void theIdComesFirst() throws IOException {
        var job = JobId.next();
        lines.opening(job);
        assertThat(written()).isEqualTo("{\"request_id\":\"" + job + "\"}\n");
    }

    @Test
    void aChunkIsItsTextAndItself() throws IOException {
        var raw = chunk("{\"text\":\"hm\",\"thought\":true},{\"text\":\"쌀\"},{\"text\":\"\\n묵\"}");
        lines.chunk(Body.of(raw));
        assertThat(written()).isEqualTo("{\"chunk\":\"쌀\\n묵\",\"data\":" + raw + "}\n");
    }

    @Test
    void aChunkWithoutTextIsEmptyAndItself() throws IOException {
        var raw = "{\"n\":123456789012345678901234567890,\"d\":0.10}";
        lines.chunk(Body.of(raw));
        assertThat(written()).isEqualTo("{\"chunk\":\"\",\"data\":" + raw + "}\n");
    }

    @Test
    void theTextIsTheFirstCandidates() throws IOException {
        lines.chunk(
                Body.of(
                        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"b\"}]},\"index\":1}]}"));
        assertThat(written()).startsWith("{\"chunk\":\"\",");
    }

    @Test
    void halfACharacterIsEscaped() throws IOException {
        lines.chunk(Body.of(chunk("{\"text\":\"\\ud83d\"}")));
        assertThat(written()).startsWith("{\"chunk\":\"\\uD83D\",\"data\":");
    }

    @Test
    void theUsageIsTheLatest() throws IOException {
        lines.chunk(Body.of("{\"usageMetadata\":{\"totalTokenCount\":1}}"));
        lines.chunk(Body.of("{\"usageMetadata\":{\"totalTokenCount\":7.50}}"));
        lines.chunk(Body.of("{}"));
        lines.end(new Ending.Whole());
        assertThat(written()).endsWith("\n{\"usage\":{\"totalTokenCount\":7.50}}\n");
    }

    @Test
    void withoutUsageTheLineIsThereAllTheSame() throws IOException {
        lines.end(new Ending.Whole());
        assertThat(written()).isEqualTo("{\"usage\":{}}\n");
    }

    @Test
    void anErrorSaysWhatTheUpstreamSaid() throws IOException {
        lines.end(new Ending.Broken(new JobError("UNAVAILABLE", 503, "busy")));
        lines.end(new Ending.Broken(new JobError("STREAM_BROKEN", null, "gone")));
        assertThat(written().lines())
                .containsExactly(
                        "{\"error\":{\"code\":\"UNAVAILABLE\",\"message\":\"busy\",\"upstream_status\":503}}",
                        "{\"error\":{\"code\":\"STREAM_BROKEN\",\"message\":\"gone\"}}");
    }
}

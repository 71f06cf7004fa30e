package io.ssalmuk.api.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ssalmuk.api.body.Parameters;
import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.job.JobState;
import io.ssalmuk.job.UsageLog.Filter;
import io.ssalmuk.job.UsageLog.Mark;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LogQueryTest {

    private static final Mark MARK =
            new Mark(Instant.parse("2026-11-24T01:02:03.456789Z"), JobId.next());

    private static LogQuery read(Map<String, String> parameters) {
        return LogQuery.read(new Parameters(parameters));
    }

    @Test
    void withoutParametersTheNewestHundredAreAskedFor() {
        assertThat(read(Map.of())).isEqualTo(new LogQuery(Filter.ALL, null, 100));
    }

    @Test
    void everyParameterIsUnderstood() {
        var client = new ClientId(UUID.randomUUID());
        var query =
                read(
                        Map.of(
                                "client", client.toString(),
                                "type", "batchEmbedContents",
                                "model", "models/gemini-embedding-001",
                                "status", "failed",
                                "from", "2026-11-24T00:00:00Z",
                                "to", "2026-11-25T00:00:00+09:00",
                                "limit", "1000",
                                "cursor", Cursors.write(MARK)));

        assertThat(query)
                .isEqualTo(
                        new LogQuery(
                                new Filter(
                                        client,
                                        JobMethod.BATCH_EMBED_CONTENTS,
                                        "gemini-embedding-001",
                                        JobState.FAILED,
                                        Instant.parse("2026-11-24T00:00:00Z"),
                                        Instant.parse("2026-11-24T15:00:00Z")),
                                MARK,
                                1_000));
    }

    @ParameterizedTest
    @CsvSource({
        "client, nonsense",
        "client, 1-1-1-1-1",
        "client, ''",
        "type, generate",
        "type, ''",
        "model, ' '",
        "model, models/",
        "status, queued",
        "status, done",
        "from, yesterday",
        "from, 2026-11-24",
        "to, 1764000000",
        "to, +1000000000-12-31T23:59:59Z",
        "from, -0044-03-15T00:00:00Z",
        "limit, 0",
        "limit, 1001",
        "limit, -1",
        "limit, 99999999999",
        "limit, ten",
        "clients, x",
        "offset, 10"
    })
    void theParameterAtFaultIsNamed(String name, String value) {
        var refused = catchThrowableOfType(Refused.class, () -> read(Map.of(name, value)));

        assertThat(refused.field()).hasValue(name);
    }

    @Test
    void noModelHasTheCharacterThatPostgresqlRefuses() {
        assertThat(catchThrowableOfType(Refused.class, () -> read(Map.of("model", "a\0b"))).field())
                .hasValue("model");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "AAAA",
                "%%%",
                "MjAyNi0xMS0yNFQwMTowMjowM1o",
                "MjAyNi0xMS0yNFQwMTowMjowM1ogeA",
                "KzEwMDAwMDAwMDAtMTItMzFUMjM6NTk6NTla"
            })
    void aCursorThatIsNotOursIsRefused(String cursor) {
        assertThat(
                        catchThrowableOfType(Refused.class, () -> read(Map.of("cursor", cursor)))
                                .field())
                .hasValue("cursor");
    }
}

package io.ssalmuk.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.simulator.clock.MutableClock;
import io.ssalmuk.simulator.quota.Limits;
import io.ssalmuk.simulator.quota.WindowKind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlApiTest {
    private final MutableClock clock =
            MutableClock.stoppedAt(Instant.parse("2026-11-22T10:00:00Z"));
    private final GeminiSimulator simulator =
            GeminiSimulator.builder()
                    .clock(clock)
                    .pauser(_ -> {})
                    .limits(Limits.NONE)
                    .keep(100, 5)
                    .start();
    private final Caller caller = Caller.of(simulator);

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void limitsCanBeSetAndTheLedgerRead() {
        order("/limits", "{\"project\":\"project-1\",\"model\":\"gemini-2.5-flash\",\"rpm\":1}");
        caller.ask("one");
        caller.ask("two");

        var ledger = caller.get("/_sim/ledger").json();
        var bucket = ledger.at("/buckets/0");
        assertThat(ledger.path("now").asString()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(bucket.path("accepted").asInt()).isEqualTo(1);
        assertThat(bucket.at("/refusedBy/MINUTE").asInt()).isEqualTo(1);
        assertThat(bucket.at("/limits/rpm").asInt()).isEqualTo(1);
        assertThat(bucket.at("/limits/tpm").isNull()).isTrue();
        assertThat(bucket.at("/maxIn60Seconds/requests").asInt()).isEqualTo(1);
        assertThat(ledger.at("/outcomes/ok").asInt()).isEqualTo(1);
    }

    @Test
    void theClockCanBePushedForward() {
        order("/limits", "{\"rpm\":1}");
        caller.ask("one");

        order("/clock", "{\"advance\":\"PT60S\"}");
        assertThat(caller.ask("two").status()).isEqualTo(200);
        order("/clock", "{\"instant\":\"2026-11-23T00:00:00Z\"}");

        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-11-23T00:00:00Z"));
    }

    @Test
    void aClockOfSomebodyElsesCannotBeSet() {
        try (var other = GeminiSimulator.builder().clock(InstantSource.system()).start()) {
            Answer refused = Caller.of(other).post("/_sim/clock", "{\"advance\":\"PT1S\"}");

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.error().path("message").asString()).contains("MutableClock");
        }
    }

    @Test
    void keysCanBeKilledAndListed() {
        order("/keys", "{\"key\":\"project-1/key-1\",\"state\":\"leaked\"}");

        assertThat(caller.ask("x").status()).isEqualTo(403);
        assertThat(caller.get("/_sim/keys").json().at("/0/state").asString()).isEqualTo("LEAKED");
    }

    @Test
    void projectsAndModelsCanBeAdded() {
        order("/projects", "{\"project\":\"more\",\"tier\":\"tier-1\",\"keys\":[\"k1\",\"k2\"]}");
        order("/models", "{\"model\":\"gemini-9-preview\",\"bucket\":\"gemini-9\"}");

        assertThat(caller.withKey("k2").ask("gemini-9-preview", "x").status()).isEqualTo(200);
        assertThat(simulator.controls().ledger("more", "gemini-9")).isPresent();
    }

    @Test
    void faultsCanBeOrderedListedAndTakenBack() {
        Answer ordered =
                order(
                        "/faults",
                        "{\"fault\":\"internal\",\"rate\":1,\"model\":\"gemini-2.5-flash\"}");
        assertThat(caller.ask("x").status()).isEqualTo(500);
        assertThat(caller.get("/_sim/faults").json().at("/0/fault").asString())
                .isEqualTo("INTERNAL");

        delete("/_sim/faults/" + ordered.json().path("id").asInt());
        assertThat(caller.ask("x").status()).isEqualTo(200);

        order("/faults", "{\"fault\":\"internal\"}");
        delete("/_sim/faults");
        assertThat(caller.ask("x").status()).isEqualTo(200);
    }

    @Test
    void rulesCanBeChanged() {
        order(
                "/rules",
                "{\"window\":\"sliding\",\"dayHint\":\"minute-end\",\"refusalsCount\":true,\"unavailableCounts\":false}");

        assertThat(simulator.controls().rules().window()).isEqualTo(WindowKind.SLIDING);
        assertThat(simulator.controls().rules().refusalsCount()).isTrue();
        assertThat(simulator.controls().rules().unavailableCounts()).isFalse();
    }

    @Test
    void answersAndLatencyCanBeChanged() {
        order("/answers", "{\"promptTokens\":9,\"echoUnknown\":true,\"chunks\":2}");
        order(
                "/latency",
                "{\"meanMs\":1,\"jitterMs\":1,\"arrivalJitterMs\":2,\"chunkGapMs\":1,\"slowFirstByteMs\":1,\"fileProcessingMs\":1}");

        Answer answer = caller.ask("x");

        assertThat(answer.json().at("/usageMetadata/promptTokenCount").asInt()).isEqualTo(9);
        assertThat(answer.json().has("simulatorUnknown")).isTrue();
    }

    @Test
    void othersCanSpendToo() {
        order("/limits", "{\"rpm\":2}");
        order(
                "/others",
                "{\"project\":\"project-1\",\"model\":\"gemini-2.5-flash\",\"perMinute\":2}");

        assertThat(caller.ask("x").status()).isEqualTo(429);
    }

    @Test
    void callsAndBodiesCanBeRead() {
        caller.ask("one");
        caller.ask("two");

        var calls = caller.get("/_sim/calls?since=1&limit=5").json().path("calls");
        assertThat(calls).hasSize(1);
        assertThat(calls.at("/0/marker").asString()).isEqualTo("two");
        assertThat(calls.at("/0/charged").asBoolean()).isTrue();
        assertThat(caller.get("/_sim/bodies").json().at("/1/body").asString())
                .isEqualTo(Caller.contents("two").toString());
    }

    @Test
    void aResetStartsOver() {
        caller.ask("one");

        order("/reset", "");

        assertThat(caller.get("/_sim/ledger").json().path("buckets")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/limits  | {\"rpn\":1}                           | rpn is not known here",
                "/limits  | {\"rpm\":-1}                          | rpm must be a whole number",
                "/limits  | []                                    | must be a JSON object",
                "/limits  | {                                     | Unexpected end",
                "/keys    | {\"key\":\"ghost\",\"state\":\"LEAKED\"} | ghost",
                "/keys    | {\"key\":\"project-1\",\"state\":\"ill\"} | state must be one of",
                "/keys    | {}                                    | must be given",
                "/faults  | {\"fault\":\"HANG\",\"rate\":2}        | from 0 to 1",
                "/faults  | {\"fault\":\"HANG\",\"times\":0}       | at least once",
                "/clock   | {\"advance\":\"60\"}                  | PT60S",
                "/clock   | {\"advance\":\"PT-1S\"}               | only goes forward",
                "/clock   | {\"instant\":\"noon\"}                | instant such as",
                "/rules   | {\"refusalsCount\":\"yes\"}           | true or false",
                "/others  | {\"project\":\"ghost\",\"model\":\"x\"} | no project called ghost"
            })
    void aMistakeIsExplained(String path, String body, String words) {
        Answer answer = caller.post("/_sim" + path, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error().path("message").asString()).contains(words);
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        assertThat(caller.get("/_sim/nothing").status()).isEqualTo(404);
        assertThat(caller.post("/_sim/nothing", "{}").status()).isEqualTo(404);
        assertThat(delete("/_sim/nothing").status()).isEqualTo(404);
        assertThat(caller.get("/_sim/calls?since=x").status()).isEqualTo(400);
    }

    private Answer order(String path, String body) {
        Answer answer = caller.post("/_sim" + path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private Answer delete(String path) {
        return caller.send("DELETE", path, Map.of(), "");
    }
}

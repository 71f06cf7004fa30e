package io.ssalmuk.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssalmuk.simulator.project.ApiKey;
import io.ssalmuk.simulator.project.KeyState;
import io.ssalmuk.simulator.project.Tier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KeyTest {
    private final GeminiSimulator simulator = GeminiSimulator.builder().projects(2, 2).start();
    private final Caller caller = Caller.of(simulator);

    @AfterEach
    void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID, 400, INVALID_ARGUMENT, API_KEY_INVALID, API key not valid. Please pass",
        "EXPIRED, 400, INVALID_ARGUMENT, API_KEY_INVALID, API key expired. Please renew",
        "LEAKED, 403, PERMISSION_DENIED, , reported as leaked",
        "SUSPENDED, 403, PERMISSION_DENIED, CONSUMER_SUSPENDED, has been suspended.",
        "SERVICE_DISABLED, 403, PERMISSION_DENIED, SERVICE_DISABLED, in project 100000000001",
        "SERVICE_BLOCKED, 403, PERMISSION_DENIED, API_KEY_SERVICE_BLOCKED, are blocked.",
        "PROJECT_DENIED, 403, PERMISSION_DENIED, , has been denied access",
        "TOKEN_TYPE_UNSUPPORTED, 401, UNAUTHENTICATED, ACCESS_TOKEN_TYPE_UNSUPPORTED, OAuth 2"
    })
    void aDeadKeyIsToldWhy(KeyState state, int code, String status, String reason, String words) {
        simulator.controls().setKeyState("project-1/key-1", state);

        Answer answer = caller.ask("x");

        assertThat(answer.status()).isEqualTo(code);
        assertThat(answer.error().path("status").asString()).isEqualTo(status);
        assertThat(answer.error().path("message").asString()).contains(words);
        assertThat(answer.detail("ErrorInfo").path("reason").asString(null)).isEqualTo(reason);
    }

    @ParameterizedTest
    @EnumSource(names = "ACTIVE", mode = EnumSource.Mode.EXCLUDE)
    void aDeadKeyCostsNothingAndCanBeRevived(KeyState state) {
        simulator.controls().setKeyState("project-1/key-1", state);
        caller.ask("x");
        assertThat(simulator.controls().ledger()).isEmpty();
        assertThat(simulator.controls().outcomes()).containsEntry("key:" + state, 1L);

        simulator.controls().setKeyState("project-1/key-1", KeyState.ACTIVE);

        assertThat(caller.ask("x").status()).isEqualTo(200);
    }

    @Test
    void aSuspendedKeyIsRepeatedInTheAnswer() {
        simulator.controls().setKeyState(caller.key(), KeyState.SUSPENDED);

        Answer answer = caller.ask("x");

        assertThat(answer.error().path("message").asString())
                .contains("'api_key:" + caller.key() + "'");
        assertThat(answer.detail("ErrorInfo").at("/metadata/consumer").asString())
                .isEqualTo("projects/100000000001");
        assertThat(answer.detail("LocalizedMessage").path("message").asString())
                .isEqualTo(answer.error().path("message").asString());
    }

    @Test
    void aStateCanBeSetForAWholeProject() {
        simulator.controls().setKeyState("project-1", KeyState.PROJECT_DENIED);

        assertThat(Caller.of(simulator, 0).ask("x").status()).isEqualTo(403);
        assertThat(Caller.of(simulator, 1).ask("x").status()).isEqualTo(403);
        assertThat(Caller.of(simulator, 2).ask("x").status()).isEqualTo(200);
    }

    @Test
    void anUnknownKeyIsInvalid() {
        Answer answer = caller.withKey("nobody's").ask("x");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail("ErrorInfo").path("reason").asString())
                .isEqualTo("API_KEY_INVALID");
    }

    @Test
    void aMissingKeyIsForbidden() {
        Answer answer = caller.send("GET", "/v1beta/models", Map.of(), "");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error().path("message").asString()).contains("unregistered callers");
    }

    @Test
    void keysCanBeAddedWhileItRuns() {
        simulator.controls().addKeys("late", Tier.TIER_1, List.of("AQ.late.key"));

        assertThat(caller.withKey("AQ.late.key").ask("x").status()).isEqualTo(200);
    }

    @Test
    void oneValueCannotBeTwoKeys() {
        String taken = caller.key();

        assertThatThrownBy(() -> simulator.controls().addKeys("other", Tier.FREE, List.of(taken)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another key");
    }

    @Test
    void aKeyIsNamedWithoutItsSecret() {
        ApiKey key = simulator.keys().getFirst();

        assertThat(key).hasToString("project-1/key-1");
    }

    @Test
    void aStateForNobodyIsAMistake() {
        assertThatThrownBy(() -> simulator.controls().setKeyState("ghost", KeyState.LEAKED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ghost");
    }
}

package io.ssalmuk.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssalmuk.simulator.fault.Fault;
import io.ssalmuk.simulator.fault.FaultOrder;
import io.ssalmuk.simulator.fault.FaultTarget;
import io.ssalmuk.simulator.quota.BucketReport;
import io.ssalmuk.simulator.quota.Limits;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.JacksonException;

class FaultTest {
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final GeminiSimulator simulator =
            GeminiSimulator.builder()
                    .pauser(pauses::add)
                    .projects(2, 2)
                    .limits(Limits.perMinute(1_000))
                    .latency(() -> Duration.ofMillis(5))
                    .slowFirstByte(Duration.ofSeconds(9))
                    .start();
    private final Caller caller = Caller.of(simulator);

    @AfterEach
    void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource({
        "UNAVAILABLE, 503, UNAVAILABLE, experiencing high demand",
        "INTERNAL, 500, INTERNAL, Internal error encountered.",
        "DEADLINE, 504, DEADLINE_EXCEEDED, Deadline expired before operation",
        "EXHAUSTED, 429, RESOURCE_EXHAUSTED, Resource has been exhausted (e.g. check quota).",
        "PREPAY, 429, RESOURCE_EXHAUSTED, prepayment credits are depleted",
        "SPENDING_CAP, 429, RESOURCE_EXHAUSTED, monthly spending cap"
    })
    void anErrorIsSpelledAsTheUpstreamDoes(Fault fault, int code, String status, String words) {
        next(fault);

        Answer answer = caller.ask("x");

        assertThat(answer.status()).isEqualTo(code);
        assertThat(answer.error().path("status").asString()).isEqualTo(status);
        assertThat(answer.error().path("message").asString()).contains(words);
        assertThat(answer.error().has("details")).isFalse();
        assertThat(caller.ask("x").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT_BEFORE", "CUT_AFTER", "HANG", "TRUNCATED"})
    void aConnectionCanBreak(Fault fault) {
        next(fault);

        assertThatThrownBy(() -> caller.attempt("x")).isInstanceOf(IOException.class);
        assertThat(bucket().faulted()).containsEntry(fault.name(), 1L);
        assertThat(caller.ask("x").status()).isEqualTo(200);
    }

    @Test
    void aHangLastsAnHour() {
        next(Fault.HANG);

        assertThatThrownBy(() -> caller.attempt("x")).isInstanceOf(IOException.class);
        assertThat(pauses).contains(Duration.ofHours(1));
    }

    @Test
    void anAnswerCanBeHalfItsJson() {
        next(Fault.INVALID_JSON);

        Answer answer = caller.ask("x");

        assertThat(answer.status()).isEqualTo(200);
        assertThatThrownBy(answer::json).isInstanceOf(JacksonException.class);
    }

    @Test
    void theFirstByteCanBeSlow() {
        next(Fault.SLOW_FIRST_BYTE);

        assertThat(caller.ask("x").said()).isEqualTo("x");
        assertThat(pauses).contains(Duration.ofSeconds(9));
    }

    @Test
    void aBlockedPromptIsASuccessWithoutCandidates() {
        next(Fault.PROMPT_BLOCKED);

        Answer answer = caller.ask("x");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().has("candidates")).isFalse();
        assertThat(answer.json().has("promptFeedback")).isTrue();
    }

    @Test
    void everyAnswerTakesItsTime() {
        caller.ask("x");

        assertThat(pauses).contains(Duration.ofMillis(5));
    }

    @Test
    void a503SpendsQuotaAndA429DoesNot() {
        next(Fault.UNAVAILABLE);
        next(Fault.EXHAUSTED);
        next(Fault.CUT_BEFORE);

        caller.ask("x");
        caller.ask("x");
        assertThatThrownBy(() -> caller.attempt("x")).isInstanceOf(IOException.class);

        assertThat(bucket().spent().requests()).isEqualTo(1);
        assertThat(bucket().accepted()).isZero();
    }

    @Test
    void a503SpendsNothingIfSoAsked() {
        simulator.controls().changeRules(rules -> rules.withUnavailableCounting(false));
        next(Fault.UNAVAILABLE);

        assertThat(caller.ask("x").status()).isEqualTo(503);
        assertThat(bucket().spent().requests()).isZero();
    }

    @Test
    void aFaultIsNotUsedUpByACallThatTheQuotaRefuses() {
        simulator.controls().setLimits("project-1", "*", Limits.perMinute(0));
        next(Fault.INTERNAL);

        assertThat(caller.ask("x").status()).isEqualTo(429);
        assertThat(Caller.of(simulator, 2).ask("x").status()).isEqualTo(500);
    }

    @Test
    void aFaultKeepsToItsTarget() {
        var controls = simulator.controls();
        FaultOrder always = FaultOrder.rate(Fault.INTERNAL, 1);
        controls.addFault(always.at(FaultTarget.key("project-1/key-2")));
        controls.addFault(always.at(FaultTarget.model("gemini-3-flash")));

        assertThat(caller.ask("x").status()).isEqualTo(200);
        assertThat(Caller.of(simulator, 1).ask("x").status()).isEqualTo(500);
        assertThat(caller.ask("gemini-flash-latest", "x").status()).isEqualTo(500);
        controls.addFault(always.at(FaultTarget.project("project-2")));
        assertThat(Caller.of(simulator, 2).ask("x").status()).isEqualTo(500);
    }

    @Test
    void aFaultCanBeTakenBack() {
        long id = simulator.controls().addFault(FaultOrder.rate(Fault.INTERNAL, 1));
        assertThat(caller.ask("x").status()).isEqualTo(500);

        simulator.controls().removeFault(id);

        assertThat(caller.ask("x").status()).isEqualTo(200);
    }

    @Test
    void aRateHitsAboutThatShareOfCalls() {
        simulator.controls().addFault(FaultOrder.rate(Fault.UNAVAILABLE, 0.25));

        long hit = IntStream.range(0, 400).filter(_ -> caller.ask("x").status() == 503).count();

        assertThat(hit).isBetween(60L, 140L);
    }

    @Test
    void aRateBeyondOneIsRejected() {
        assertThatThrownBy(() -> FaultOrder.rate(Fault.HANG, 1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 0 to 1");
    }

    private void next(Fault fault) {
        simulator.controls().addFault(FaultOrder.next(fault, 1));
    }

    private BucketReport bucket() {
        return simulator.controls().ledger("project-1", Caller.FLASH).orElseThrow();
    }
}

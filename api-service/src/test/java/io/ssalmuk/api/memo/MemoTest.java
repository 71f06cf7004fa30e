package io.ssalmuk.api.memo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssalmuk.api.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class MemoTest {

    private static final Duration AGE = Duration.ofSeconds(1);

    private final MutableClock clock = new MutableClock();
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void anAnswerIsGivenAgainUntilItIsOld() {
        var memo = new Memo<String, Integer>(_ -> asked.incrementAndGet(), AGE, clock);

        assertThat(memo.get("a")).isEqualTo(1);
        clock.advance(AGE.minusMillis(1));
        assertThat(memo.get("a")).isEqualTo(1);
        clock.advance(Duration.ofMillis(1));
        assertThat(memo.get("a")).isEqualTo(2);
    }

    @Test
    void eachQuestionHasItsOwnAnswer() {
        var memo = new Memo<String, String>(question -> question + "!", AGE, clock);

        assertThat(memo.get("a")).isEqualTo("a!");
        assertThat(memo.get("b")).isEqualTo("b!");
    }

    @Test
    void aFailureIsThrownAndNotRemembered() {
        var memo = new Memo<String, Integer>(_ -> failFirst(), AGE, clock);

        assertThatThrownBy(() -> memo.get("a")).hasMessage("away");
        assertThat(memo.get("a")).isEqualTo(2);
    }

    private int failFirst() {
        if (asked.incrementAndGet() == 1) {
            throw new IllegalArgumentException("away");
        }
        return asked.get();
    }

    @Test
    void howeverManyAskAtOnceOneQuestionGoesOut() throws Exception {
        var gate = new CountDownLatch(1);
        var memo =
                new Memo<String, Integer>(
                        _ -> {
                            passed(gate);
                            return asked.incrementAndGet();
                        },
                        AGE,
                        clock);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 100; i++) {
                answers.add(threads.submit((Callable<Integer>) () -> memo.get("a")));
            }
            gate.countDown();
            assertThat(answers).allSatisfy(answer -> assertThat(taken(answer)).isEqualTo(1));
        }
    }

    private static int taken(Future<Integer> answer) {
        try {
            return answer.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static void passed(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void madeUpQuestionsDoNotFillTheMemory() {
        var memo = new Memo<Integer, Integer>(question -> question, AGE, clock);

        for (int question = 0; question < 50_000; question++) {
            memo.get(question);
            clock.advance(Duration.ofMillis(1));
        }

        assertThat(memo.size()).isLessThan(12_000);
    }
}

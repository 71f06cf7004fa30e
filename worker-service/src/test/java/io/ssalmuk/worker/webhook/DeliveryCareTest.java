package io.ssalmuk.worker.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.webhook.Deliveries;
import io.ssalmuk.worker.fixture.DutyByHand;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class DeliveryCareTest {

    private long nanos;
    private boolean onDuty;
    private boolean away;
    private int cares;

    private final Deliveries deliveries =
            (Deliveries)
                    Proxy.newProxyInstance(
                            Deliveries.class.getClassLoader(),
                            new Class<?>[] {Deliveries.class},
                            (_, method, _) -> called(method.getName()));
    private final DeliveryCare care =
            new DeliveryCare(
                    deliveries,
                    new DutyByHand(() -> onDuty),
                    new DeliveryProperties(
                            "5s",
                            Duration.ofSeconds(15),
                            1,
                            1,
                            Duration.ofDays(5),
                            "",
                            Duration.ofDays(30)),
                    () -> nanos);

    private Object called(String method) {
        if (away) {
            throw new DataAccessResourceFailureException("away");
        }
        if (method.equals("ensureDays")) {
            cares++;
        }
        return 0;
    }

    private void lookAfter(Duration pause) throws InterruptedException {
        nanos += pause.toNanos();
        care.look();
    }

    @Test
    void caresAtTheFirstLookAfterTakingOver() throws InterruptedException {
        lookAfter(Duration.ZERO);
        assertThat(cares).isZero();

        onDuty = true;
        lookAfter(Duration.ofSeconds(5));

        assertThat(cares).isEqualTo(1);
    }

    @Test
    void restsHalfAnHourWhileTheDutyStaysHere() throws InterruptedException {
        onDuty = true;
        lookAfter(Duration.ZERO);
        lookAfter(Duration.ofMinutes(29));
        assertThat(cares).isEqualTo(1);

        lookAfter(Duration.ofMinutes(1));

        assertThat(cares).isEqualTo(2);
    }

    @Test
    void caresAgainAtOnceWhenTheDutyComesBack() throws InterruptedException {
        onDuty = true;
        lookAfter(Duration.ZERO);
        onDuty = false;
        lookAfter(Duration.ofSeconds(5));
        onDuty = true;

        lookAfter(Duration.ofSeconds(5));

        assertThat(cares).isEqualTo(2);
    }

    @Test
    void triesAgainAtTheNextLookWhenTheDatabaseWasAway() throws InterruptedException {
        onDuty = true;
        away = true;
        lookAfter(Duration.ZERO);
        away = false;

        lookAfter(Duration.ofSeconds(5));

        assertThat(cares).isEqualTo(1);
    }
}

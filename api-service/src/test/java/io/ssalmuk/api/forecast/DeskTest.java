package io.ssalmuk.api.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.api.MutableClock;
import io.ssalmuk.job.JobRequests;
import io.ssalmuk.job.Lineup;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class DeskTest {

    private final MutableClock clock = new MutableClock();
    private final AtomicInteger reads = new AtomicInteger();
    private final Queue<Runnable> aside = new ArrayDeque<>();
    private final Desk desk = new Desk(this::read, clock, aside::add);

    private Figures read(Joined joined) {
        reads.incrementAndGet();
        return Figures.of(Supplies.of(List.of()), Lineup.EMPTY, joined, Duration.ZERO);
    }

    private void runAside() {
        while (!aside.isEmpty()) {
            aside.remove().run();
        }
    }

    @Test
    void figuresAreReadOnceASecond() {
        desk.expect();
        desk.expect();
        runAside();

        var first = desk.figures().orElseThrow();
        clock.advance(Duration.ofMillis(999));
        assertThat(desk.figures()).containsSame(first);
        runAside();

        assertThat(reads).hasValue(1);
    }

    @Test
    void whoAsksHasTheOldOnesWhileNewOnesAreRead() {
        desk.expect();
        runAside();
        var old = desk.figures().orElseThrow();
        clock.advance(Duration.ofSeconds(2));

        assertThat(desk.figures()).containsSame(old);
        assertThat(desk.figures()).containsSame(old);
        runAside();

        assertThat(reads).hasValue(2);
        assertThat(desk.figures().orElseThrow()).isNotSameAs(old);
    }

    @Test
    void figuresThatAreTooOldAreNotTold() {
        desk.expect();
        runAside();
        clock.advance(Duration.ofSeconds(30));

        assertThat(desk.figures()).isEmpty();
    }

    @Test
    void jobsJoinTheFiguresAndThoseThatAreBeingRead() {
        desk.expect();
        runAside();
        var old = desk.figures().orElseThrow();
        clock.advance(Duration.ofSeconds(2));
        desk.expect();

        desk.join(JobRequests.job(JobRequests.client()));
        runAside();

        assertThat(old.order().jobs()).isEqualTo(1);
        assertThat(desk.figures().orElseThrow().order().jobs()).isEqualTo(1);
    }

    @Test
    void withoutTheDatabaseThereIsNoForecast() {
        var down =
                new Desk(
                        _ -> {
                            throw new DataAccessResourceFailureException("gone");
                        },
                        clock,
                        Runnable::run);

        assertThat(down.figures()).isEmpty();
    }
}

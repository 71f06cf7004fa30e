package io.ssalmuk.api.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.api.Fixtures;
import io.ssalmuk.job.JobId;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

final class WaitersTest {

    private final InMemoryJobs jobs = new InMemoryJobs();
    private final InMemoryNotices notices = new InMemoryNotices();
    private final Waiters waiters = new Waiters(jobs, notices);
    private final JobId job = JobId.next();

    @Test
    void aNoticeWakesEverybodyWhoWaitsForThatJob() throws Exception {
        try (var one = waiters.register(job);
                var two = waiters.register(job);
                var other = waiters.register(JobId.next())) {
            notices.send(job);

            assertThat(woken(one)).isTrue();
            assertThat(woken(two)).isTrue();
            assertThat(woken(other)).isFalse();
        }
    }

    @Test
    void aNoticeForNobodyIsPassedOver() {
        notices.send(JobId.next());

        assertThat(waiters.count()).isZero();
    }

    @Test
    void aSweepFindsTheEndWhoseNoticeWasLost() throws Exception {
        try (var waiter = waiters.register(job)) {
            waiters.sweep();
            assertThat(woken(waiter)).isFalse();

            jobs.put(Fixtures.completed(job, "{}"), Fixtures.client());
            waiters.sweep();
            assertThat(woken(waiter)).isTrue();
        }
    }

    @Test
    void aNewConnectionToTheBrokerIsAReasonToSweep() throws Exception {
        try (var waiter = waiters.register(job)) {
            jobs.put(Fixtures.completed(job, "{}"), Fixtures.client());
            notices.reconnect();

            assertThat(woken(waiter)).isTrue();
        }
    }

    @Test
    void aSweepThatFailsLeavesEverybodyWaitingForTheNext() throws Exception {
        try (var waiter = waiters.register(job)) {
            jobs.put(Fixtures.completed(job, "{}"), Fixtures.client());
            jobs.away.set(true);
            waiters.sweep();
            assertThat(woken(waiter)).isFalse();

            jobs.away.set(false);
            waiters.sweep();
            assertThat(woken(waiter)).isTrue();
        }
    }

    @Test
    void nobodyIsLeftBehindWhoWentAway() {
        try (var one = waiters.register(job);
                var two = waiters.register(job)) {
            assertThat(waiters.count()).isEqualTo(2);
            assertThat(one).isNotSameAs(two);
        }

        assertThat(waiters.count()).isZero();
    }

    @Test
    void nobodyWaitingCostsNoQuestion() {
        waiters.sweep();

        assertThat(jobs.sweeps).hasValue(0);
    }

    @Test
    void tenThousandWaitersCostTwoQuestionsASweep() {
        var all = new ArrayList<Waiters.Waiter>();
        for (int i = 0; i < 10_000; i++) {
            all.add(waiters.register(JobId.next()));
        }
        waiters.sweep();

        assertThat(jobs.sweeps).hasValue(2);
        all.forEach(Waiters.Waiter::close);
        assertThat(waiters.count()).isZero();
    }

    @Test
    void whenTheProcessEndsEverybodyIsSentHomeAndNobodyIsTakenIn() throws Exception {
        try (var early = waiters.register(job)) {
            waiters.dismiss();
            assertThat(woken(early)).isTrue();
        }
        try (var late = waiters.register(job)) {
            assertThat(woken(late)).isTrue();
        }
    }

    private static boolean woken(Waiters.Waiter waiter) throws InterruptedException {
        return waiter.await(Duration.ZERO);
    }
}

package io.ssalmuk.worker.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.job.JobId;
import io.ssalmuk.worker.fixture.FakeNotices;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UndertakerTest {

    private final FakeAdmissions admissions = new FakeAdmissions();
    private final FakeBoots boots = new FakeBoots();
    private final FakeNotices notices = new FakeNotices();
    private final Undertaker undertaker = new Undertaker(boots, admissions, notices, Runnable::run);

    @Test
    void theDeadAreBuriedBeforeTheirJobsAreSeenTo() {
        undertaker.bury();
        assertThat(boots.buried()).containsExactly(Duration.ofMillis(11_500));
        assertThat(admissions.said()).containsExactly("end broken streams", "reclaim");
        assertThat(notices.sent()).isEmpty();
    }

    @Test
    void whoReadsABrokenStreamIsToldAtOnce() {
        var broken = JobId.next();
        admissions.brokenStream(broken);
        undertaker.bury();
        assertThat(notices.sent()).containsExactly(broken);
    }
}

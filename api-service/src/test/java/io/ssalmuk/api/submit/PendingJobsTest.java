package io.ssalmuk.api.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ssalmuk.api.Fixtures;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.job.JobRequest;
import io.ssalmuk.job.Lane;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

final class PendingJobsTest {

    private final PendingJobs pending =
            new PendingJobs(new SubmitProperties(5, 3, DataSize.ofBytes(100)));

    @Test
    void aBatchTakesNoMoreJobsThanTheSettingAllows() throws Exception {
        for (int i = 0; i < 4; i++) {
            pending.add(job(1));
        }

        assertThat(pending.take()).hasSize(3);
        assertThat(pending.take()).hasSize(1);
    }

    @Test
    void aBatchTakesNoMoreBytesThanTheSettingAllows() throws Exception {
        pending.add(job(60));
        pending.add(job(40));
        pending.add(job(1));

        assertThat(pending.take()).extracting(PendingJob::bytes).containsExactly(60, 40);
        assertThat(pending.take()).extracting(PendingJob::bytes).containsExactly(1);
    }

    @Test
    void aJobThatIsLargerThanABatchGoesAlone() throws Exception {
        pending.add(job(1));
        pending.add(job(1_000));
        pending.add(job(2));

        assertThat(pending.take()).extracting(PendingJob::bytes).containsExactly(1);
        assertThat(pending.take()).extracting(PendingJob::bytes).containsExactly(1_000);
        assertThat(pending.take()).extracting(PendingJob::bytes).containsExactly(2);
    }

    @Test
    void jobsComeOutInTheOrderInWhichTheyWentIn() throws Exception {
        var first = job(1);
        var second = job(1);
        pending.add(first);
        pending.add(second);

        assertThat(pending.take()).containsExactly(first, second);
    }

    @Test
    void aSettingThatMakesNoSenseIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SubmitProperties(5, 0, DataSize.ofBytes(1)))
                .withMessage("ssalmuk.submit.batch-jobs must be at least 1");
    }

    private static PendingJob job(int bytes) {
        return PendingJob.of(
                new JobRequest(
                        JobId.next(),
                        Fixtures.client(),
                        JobMethod.GENERATE_CONTENT,
                        "model",
                        "bucket",
                        Lane.BULK,
                        1,
                        5,
                        Fixtures.CREATED,
                        new Body(new byte[bytes])));
    }
}

package io.ssalmuk.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.file.ContentHash;
import io.ssalmuk.fixture.MigratedDatabase;
import io.ssalmuk.job.AdmissionsContract;
import io.ssalmuk.job.JobCancelContract;
import io.ssalmuk.job.JobClaimsContract;
import io.ssalmuk.job.JobFiles;
import io.ssalmuk.job.JobFilesContract;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobIntakeContract;
import io.ssalmuk.job.JobRequests;
import io.ssalmuk.job.JobStore;
import io.ssalmuk.job.JobStreamContract;
import io.ssalmuk.job.JobsContract;
import io.ssalmuk.job.RunningJobsContract;
import io.ssalmuk.job.UsageLogContract;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PostgresJobsTest
        implements JobIntakeContract,
                JobsContract,
                JobClaimsContract,
                JobCancelContract,
                JobStreamContract,
                AdmissionsContract,
                JobFilesContract,
                RunningJobsContract,
                UsageLogContract {

    @AutoClose private final MigratedDatabase database = MigratedDatabase.create();

    @Override
    public JobStore store() {
        return new PostgresJobStore(database.jdbc());
    }

    @Override
    public JobFiles files() {
        return new PostgresJobFiles(database.jdbc());
    }

    @Override
    public ContentHash content() {
        return ContentHash.of(
                database.jdbc()
                        .sql(
                                """
                                INSERT INTO file_content (hash, size)
                                VALUES (sha256(uuid_send(gen_random_uuid())), 5)
                                RETURNING hash
                                """)
                        .query(byte[].class)
                        .single());
    }

    @Test
    void howLargeABodyIsCanBeTold() {
        var request = JobRequests.job(JobRequests.client());
        store().intake().accept(List.of(request));
        var sizes = new PostgresRequestSizes(database.jdbc());

        assertThat(sizes.bytes(request.id())).isEqualTo(request.body().bytes().length);
        assertThat(sizes.bytes(JobId.next())).isZero();
    }
}

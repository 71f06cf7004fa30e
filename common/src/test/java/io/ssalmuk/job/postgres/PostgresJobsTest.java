package io.ssalmuk.job.postgres;

import io.ssalmuk.fixture.MigratedDatabase;
import io.ssalmuk.job.AdmissionsContract;
import io.ssalmuk.job.JobCancelContract;
import io.ssalmuk.job.JobClaimsContract;
import io.ssalmuk.job.JobIntakeContract;
import io.ssalmuk.job.JobStore;
import io.ssalmuk.job.JobStreamContract;
import io.ssalmuk.job.JobsContract;
import io.ssalmuk.job.RunningJobsContract;
import io.ssalmuk.job.UsageLogContract;
import org.junit.jupiter.api.AutoClose;

class PostgresJobsTest
        implements JobIntakeContract,
                JobsContract,
                JobClaimsContract,
                JobCancelContract,
                JobStreamContract,
                AdmissionsContract,
                RunningJobsContract,
                UsageLogContract {

    @AutoClose private final MigratedDatabase database = MigratedDatabase.create();

    @Override
    public JobStore store() {
        return new PostgresJobStore(database.jdbc());
    }
}
